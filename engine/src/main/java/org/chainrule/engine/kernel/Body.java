package org.chainrule.engine.kernel;

import java.lang.classfile.CodeBuilder;
import java.util.List;
import org.chainrule.engine.kernel.Elements.Lanes;
import org.chainrule.engine.kernel.Schedule.Store;

/** Writes what happens at one place of a nest. */
record Body(Schedule schedule, Emitter emitter, Evaluation evaluation) {
  /** The vectors of its lanes, if they are held. */
  HeldLanes heldLanes() {
    return new HeldLanes(schedule.nest().lanes(), emitter.width());
  }

  /** What a pass and what follows need that does not vary along some axes is found before it. */
  void prepare(int pass, int axes, Lanes lanes) {
    prepareInside(pass, axes, lanes);
    if (!schedule.inside(pass).isEmpty()) {
      // These may be overwritten by the pass.
      schedule.after().forEach(store -> evaluation.hoist(store.step(), axes, pass, lanes));
    }
  }

  /**
   * What a pass itself needs that does not vary along some axes is found before it. If the pass is
   * along the lanes, it overwrites nothing that follows it: what it overwrites varies along them.
   */
  void prepareInside(int pass, int axes, Lanes lanes) {
    for (int total : schedule.totals(pass)) {
      schedule.step(total).operands().forEach(step -> evaluation.hoist(step, axes, pass, lanes));
    }
    schedule.inside(pass).forEach(store -> evaluation.hoist(store.step(), axes, pass, lanes));
  }

  /** What does not vary along some axes, and needs no total, is found before all passes. */
  void hoist(int axes, Lanes lanes) {
    for (int pass = 0; pass < schedule.passes(); pass++) {
      for (int total : schedule.totals(pass)) {
        schedule.step(total).operands().forEach(step -> evaluation.hoist(step, axes, 0, lanes));
      }
      schedule.inside(pass).forEach(store -> evaluation.hoist(store.step(), axes, 0, lanes));
    }
    schedule.after().forEach(store -> evaluation.hoist(store.step(), axes, 0, lanes));
  }

  /** Finds what is to be stored, so that it is known once something has been stored. */
  void find(List<Store> stores, Lanes lanes) {
    stores.forEach(store -> evaluation.keep(store.step(), lanes));
  }

  /**
   * Stores what is computed from elements that are all loaded before. Lanes that end a row are
   * stored with some before them, which are known and stay as they are.
   */
  void store(List<Store> stores, Lanes lanes) {
    int[] values = stores.stream().mapToInt(s -> evaluation.keep(s.step(), lanes)).toArray();
    for (int i = 0; i < values.length; i++) {
      Elements elements = evaluation.elements(stores.get(i).operand(), lanes);
      if (emitter instanceof VectorEmitter vectors && vectors.endsWhole(elements)) {
        int full = evaluation.keep(stores.get(i).step(), lanes.preceding(vectors.width()));
        vectors.storeEnd(evaluation.code(), elements, full, values[i]);
      } else {
        emitter.store(evaluation.code(), elements, values[i]);
      }
    }
  }

  /** The number that a total begins with, in a new local variable. */
  int begin(int total) {
    pushNeutral(schedule.step(total).operation());
    int local = evaluation.local(emitter.kind());
    evaluation.code().storeLocal(emitter.kind(), local);
    return local;
  }

  void pushNeutral(Operation total) {
    double neutral =
        switch (total) {
          case SUM -> 0;
          case MAX -> Double.NEGATIVE_INFINITY;
          case MIN -> Double.POSITIVE_INFINITY;
          default -> throw new IllegalArgumentException(total.name());
        };
    pushNumber(neutral);
  }

  private void pushNumber(double number) {
    Step step = new Step(Operation.NUMBER, List.of(), Double.doubleToRawLongBits(number));
    emitter.constant(evaluation.code(), step);
  }

  /** From a total so far to one with one more place. */
  void pushAccumulated(int total, Runnable pushTotal, Lanes lanes) {
    Step step = schedule.step(total);
    if (step.operands().size() > 1) {
      step.operands().forEach(operand -> evaluation.push(operand, lanes));
      pushTotal.run();
      emitter.accumulate(evaluation.code(), step.operation(), true);
    } else {
      pushTotal.run();
      evaluation.push(step.operands().getFirst(), lanes);
      emitter.accumulate(evaluation.code(), step.operation(), false);
    }
  }

  /** The local variable is the total from here on. */
  void finish(int total, int local, Lanes lanes) {
    CodeBuilder code = evaluation.code();
    if (schedule.step(total).operation() == Operation.MIN) {
      code.loadLocal(emitter.kind(), local);
      pushNumber(0);
      emitter.operation(code, new Step(Operation.ADD, List.of(), 0));
      code.storeLocal(emitter.kind(), local);
    }
    evaluation.define(total, lanes, local);
  }
}
