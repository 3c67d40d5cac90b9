package org.chainrule.engine.kernel;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.chainrule.engine.kernel.Elements.Lanes;

/**
 * Writes lanes that no total runs over: in blocks of several vectors whose totals stay in registers
 * while the reduced axes are run over; the last vector of the last block is masked.
 *
 * @param scratch the local variable with the working memory
 * @param blocks how many vectors blocks have, the largest first
 * @param ends how many vectors the last block may have, the largest first and down to 1; if none,
 *     then a loop is over masked vectors
 * @param held whether there are so few lanes, and so known many, that one block is all
 */
record LaneBlocks(
    Body body, Axes axes, int scratch, List<Integer> blocks, List<Integer> ends, boolean held) {
  /** Operations that code should have, counted as often as it has them for other blocks. */
  static final int MOST_CODE = 200;

  /** So many vectors of lanes, at most, are one block. */
  static final int MOST_VECTORS = 8;

  static LaneBlocks of(Body body, Axes axes, int scratch) {
    List<Integer> ends = List.of();
    List<Integer> blocks = List.of();
    int room = MOST_CODE / Math.max(1, body.schedule().operations());
    boolean totals = body.schedule().passes() > 0;
    // The larger the blocks, the fewer loads of what all lanes share, but the more code.
    if (body.emitter().width() == 1) {
      blocks = !totals || room < 5 ? List.of(1) : List.of(4, 1);
    } else if (room >= 2) {
      blocks =
          !totals || room < 4
              ? List.of(1)
              : room < 6
                  ? List.of(2, 1)
                  : room < 14
                      ? List.of(4, 1)
                      : body.schedule().nest().isLarge() ? List.of(8, 4) : List.of(4);
      ends = totals && room >= 14 ? List.of(4, 3, 2, 1) : List.of(1);
    }
    return new LaneBlocks(body, axes, scratch, blocks, ends, isHeld(body));
  }

  private static boolean isHeld(Body body) {
    int vectors = body.heldLanes().vectors();
    return body.emitter() instanceof VectorEmitter
        && !body.schedule().nest().lanesReduced()
        && vectors > 0
        && vectors <= MOST_VECTORS
        && vectors * body.schedule().operations() <= 2 * MOST_CODE;
  }

  /** The mask of lanes that are held, if they don't fill a vector, in a local variable; else −1. */
  int tail() {
    int lanes = schedule().nest().lanes();
    return held && lanes < body.emitter().width() && body.emitter() instanceof VectorEmitter vectors
        ? vectors.mask(evaluation().code(), new Lanes(-1, 0, -1), c -> c.loadConstant(lanes))
        : -1;
  }

  /** All vectors of lanes that are held. */
  private List<Lanes> vectors() {
    return body.heldLanes().overlapping(evaluation().tail());
  }

  /** Finds what is the same at all places of the last outer axis. */
  void prepare() {
    int varying = Schedule.INNERMOST | Schedule.LOOPS;
    if (held && !endsInLoop()) {
      vectors().forEach(lanes -> body.hoist(varying, lanes));
    } else {
      body.hoist(varying | Schedule.LANES, Lanes.FIRST);
    }
  }

  /** Writes all lanes, which are held. */
  void write() {
    body.hoist(Schedule.LANES | Schedule.LOOPS, Lanes.FIRST);
    if (endsInLoop()) {
      placeInLoop();
    } else {
      place(vectors());
    }
  }

  /**
   * Whether what follows the totals of lanes that are held is so much that its code is there once
   * for all vectors and again for the last one, rather than for each: it is compiled sooner.
   */
  private boolean endsInLoop() {
    int vectors = body.heldLanes().vectors();
    return schedule().passes() == 1
        && schedule().inside(0).isEmpty()
        && schedule().totals(0).size() <= LaneTotals.TOTALS
        && schedule().totals(0).stream().allMatch(this::isByLane)
        && vectors > 2
        && vectors * schedule().operations() > MOST_CODE;
  }

  private boolean isByLane(int total) {
    return (schedule().varies(total) & Schedule.LANES) != 0;
  }

  private void placeInLoop() {
    CodeBuilder code = evaluation().code();
    int zero = evaluation().local(TypeKind.INT);
    int counter = evaluation().local(TypeKind.INT);
    int bound = evaluation().local(TypeKind.INT);
    code.iconst_0().istore(zero).iconst_0().istore(counter);
    code.loadConstant(schedule().nest().lanes()).istore(bound);
    evaluation().scope(() -> keepTotals(zero));
    int width = body.emitter().width();
    Lanes lanes = new Lanes(counter, 0, -1);
    // What is left is found with some lanes before it, before these are stored, and perhaps
    // overwritten.
    Optional<Lanes> last =
        schedule().nest().lanes() % width == 0
            ? Optional.empty()
            : Optional.of(vectors().getLast());
    last.ifPresent(end -> findAfter(zero, end));
    evaluation().loop(counter, width, width, bound, () -> after(zero, lanes));
    last.ifPresent(end -> body.store(schedule().after(), end));
  }

  private void keepTotals(int zero) {
    pass(0, vectors());
    for (Lanes lanes : vectors()) {
      for (int total : schedule().totals(0)) {
        int local = evaluation().keep(total, lanes);
        body.emitter().store(evaluation().code(), kept(total, zero, lanes), local);
      }
    }
  }

  /** Where in the working memory a total of some lanes is. */
  private Elements kept(int total, int zero, Lanes lanes) {
    int first = Kernels.KEPT + schedule().totals(0).indexOf(total) * Kernels.MOST_HELD;
    Lanes moved = new Lanes(lanes.index(), first + lanes.ahead(), lanes.mask());
    return new Elements(scratch, zero, 1, moved);
  }

  private void after(int zero, Lanes lanes) {
    findAfter(zero, lanes);
    body.store(schedule().after(), lanes);
  }

  private void findAfter(int zero, Lanes lanes) {
    for (int total : schedule().totals(0)) {
      CodeBuilder code = evaluation().code();
      int local = evaluation().local(body.emitter().kind());
      body.emitter().load(code, kept(total, zero, lanes));
      code.storeLocal(body.emitter().kind(), local);
      evaluation().define(total, lanes, local);
    }
    body.find(schedule().after(), lanes);
  }

  /** Writes the lanes from a counter on to before a bound, both local variables. */
  void write(int counter, int bound) {
    body.hoist(Schedule.LANES | Schedule.LOOPS, Lanes.FIRST);
    int width = body.emitter().width();
    for (int block : blocks) {
      evaluation()
          .loop(
              counter, block * width, block * width, bound, () -> place(lanes(counter, block, -1)));
    }
    if (body.emitter() instanceof VectorEmitter vectors) {
      for (int block : ends) {
        int whole = (block - 1) * width;
        evaluation().ifLeft(counter, whole, bound, () -> end(vectors, counter, bound, block));
      }
      if (ends.isEmpty()) {
        evaluation().loop(counter, width, 1, bound, () -> masked(vectors, counter, bound, 1));
      }
    }
  }

  private void end(VectorEmitter vectors, int counter, int bound, int block) {
    masked(vectors, counter, bound, block);
    evaluation().code().iload(bound).istore(counter);
  }

  private void masked(VectorEmitter vectors, int counter, int bound, int block) {
    CodeBuilder code = evaluation().code();
    Lanes last = new Lanes(counter, (block - 1) * vectors.width(), -1);
    place(lanes(counter, block, vectors.mask(code, last, c -> c.iload(bound))));
  }

  private List<Lanes> lanes(int counter, int block, int maskOfLast) {
    int width = body.emitter().width();
    return IntStream.range(0, block)
        .mapToObj(part -> new Lanes(counter, part * width, part < block - 1 ? -1 : maskOfLast))
        .toList();
  }

  private Schedule schedule() {
    return body.schedule();
  }

  private Evaluation evaluation() {
    return body.evaluation();
  }

  private void place(List<Lanes> block) {
    for (int pass = 0; pass < schedule().passes(); pass++) {
      pass(pass, block);
    }
    // Vectors may have lanes in common: all are found before any is stored.
    block.forEach(lanes -> body.find(schedule().after(), lanes));
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
          block.forEach(lanes -> body.find(schedule().inside(number), lanes));
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
