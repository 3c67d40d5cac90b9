package org.chainrule.engine.kernel;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.engine.kernel.Elements.Lanes;

/**
 * Writes lanes that no total runs over: in blocks of several vectors whose totals stay in registers
 * while the reduced axes are run over, then in smaller ones, the last of them masked.
 *
 * @param blocks how many vectors a block has, falling, the last 1
 */
record LaneBlocks(Body body, Axes axes, List<Integer> blocks) {
  /** Writes the lanes from a counter on to before a bound, both local variables. */
  void write(int counter, int bound) {
    int varying = Schedule.LANES | Schedule.LOOPS;
    for (int pass = 0; pass < schedule().passes(); pass++) {
      for (int total : schedule().totals(pass)) {
        schedule().step(total).operands().forEach(step -> hoist(step, varying));
      }
      schedule().inside(pass).forEach(store -> hoist(store.step(), varying));
    }
    schedule().after().forEach(store -> hoist(store.step(), varying));
    int width = body.emitter().width();
    for (int block : blocks) {
      List<Lanes> lanes = new ArrayList<>();
      for (int part = 0; part < block; part++) {
        lanes.add(new Lanes(counter, part * width, -1));
      }
      evaluation().loop(counter, block * width, bound, () -> place(lanes));
    }
    if (body.emitter() instanceof VectorEmitter vectors) {
      evaluation()
          .ifLeft(
              counter,
              0,
              bound,
              () -> {
                Lanes lanes = new Lanes(counter, 0, -1);
                int mask = vectors.mask(evaluation().code(), lanes, code -> code.iload(bound));
                place(List.of(new Lanes(counter, 0, mask)));
              });
    }
  }

  private Schedule schedule() {
    return body.schedule();
  }

  private Evaluation evaluation() {
    return body.evaluation();
  }

  private void hoist(int step, int varying) {
    evaluation().hoist(step, varying, 0, Lanes.FIRST);
  }

  private void place(List<Lanes> block) {
    for (int pass = 0; pass < schedule().passes(); pass++) {
      pass(pass, block);
    }
    block.forEach(lanes -> body.store(schedule().after(), lanes));
  }

  /** A total of some lanes so far, in a local variable. */
  private record Part(int total, Lanes lanes, int local) {}

  private void pass(int number, List<Lanes> block) {
    block.forEach(lanes -> body.prepare(number, Schedule.LOOPS, lanes));
    List<Part> parts = new ArrayList<>();
    for (int total : schedule().totals(number)) {
      boolean apart = (schedule().varies(total) & Schedule.LANES) != 0;
      for (Lanes lanes : apart ? block : block.subList(0, 1)) {
        parts.add(new Part(total, lanes, body.begin(total)));
      }
    }
    axes.overLoops(
        () -> {
          block.forEach(
              lanes ->
                  schedule()
                      .inside(number)
                      .forEach(store -> evaluation().keep(store.step(), lanes)));
          for (Part part : parts) {
            CodeBuilder code = evaluation().code();
            TypeKind kind = body.emitter().kind();
            body.pushAccumulated(
                part.total(),
                () -> evaluation().code().loadLocal(kind, part.local()),
                part.lanes());
            code.storeLocal(kind, part.local());
          }
          block.forEach(lanes -> body.store(schedule().inside(number), lanes));
        });
    parts.forEach(part -> body.finish(part.total(), part.local(), part.lanes()));
  }
}
