package org.chainrule.engine.kernel;

import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.chainrule.engine.kernel.Elements.Lanes;

/**
 * Code for the steps of a {@link Schedule}, and which local variables hold which results there: a
 * result that is needed again is kept until the scope ends in which it was found.
 */
final class Evaluation {
  /** A result for some lanes; {@code ahead} is 0 where it is the same for all. */
  private record Result(int step, int ahead) {}

  private final Schedule schedule;
  private final Emitter emitter;
  private final int[] arrays;

  /** The axis that vectors run along, and for every operand the stride there. */
  private final int along;

  private final List<Integer> strides;
  private final Deque<Map<Result, Integer>> scopes = new ArrayDeque<>();
  private CodeBuilder code;
  private int[] offsets;
  private int tail = -1;

  Evaluation(Schedule schedule, Emitter emitter, CodeBuilder code, int[] arrays, int[] offsets) {
    this(schedule, emitter, code, arrays, offsets, Schedule.LANES, schedule.nest().strides());
  }

  private Evaluation(
      Schedule schedule,
      Emitter emitter,
      CodeBuilder code,
      int[] arrays,
      int[] offsets,
      int along,
      List<Integer> strides) {
    this.schedule = schedule;
    this.emitter = emitter;
    this.code = code;
    this.arrays = arrays;
    this.offsets = offsets;
    this.along = along;
    this.strides = strides;
    scopes.push(new HashMap<>());
  }

  /**
   * From here to the end of the scope, the same with vectors along the last outer axis, whose steps
   * are known: what differs along neither is known there, too.
   */
  Evaluation alongRows() {
    Nest nest = schedule.nest();
    List<Integer> steps =
        IntStream.range(0, nest.operands())
            .mapToObj(operand -> nest.step(operand, nest.outer() - 1).orElseThrow())
            .toList();
    Evaluation rows =
        new Evaluation(schedule, emitter, code, arrays, offsets, Schedule.INNERMOST, steps);
    scopes.forEach(
        scope ->
            scope.forEach(
                (result, local) -> {
                  if (schedule.varies(result.step) == 0) {
                    rows.scopes.getFirst().put(result, local);
                  }
                }));
    return rows;
  }

  CodeBuilder code() {
    return code;
  }

  /** The local variable with the mask of the last of few lanes. */
  int tail() {
    return tail;
  }

  void setTail(int local) {
    tail = local;
  }

  /** The local variables with the positions of every operand's first lane. */
  int[] offsets() {
    return offsets;
  }

  /** Writes code whose local variables end with it. */
  void scope(Runnable body) {
    CodeBuilder outer = code;
    int[] before = offsets;
    scopes.push(new HashMap<>());
    outer.block(
        inner -> {
          code = inner;
          body.run();
        });
    scopes.pop();
    code = outer;
    offsets = before;
  }

  /** Writes a loop whose counter goes up by a step while so many places are left to the bound. */
  void loop(int counter, int step, int left, int bound, Runnable body) {
    scope(
        () -> {
          CodeBuilder here = code;
          int end = bound;
          if (left > 1) {
            end = local(TypeKind.INT);
            here.iload(bound).loadConstant(left - 1).isub().istore(end);
          }
          Label head = here.newBoundLabel();
          Label done = here.newLabel();
          here.iload(counter).iload(end).if_icmpge(done);
          scope(body);
          here.iinc(counter, step).goto_(head).labelBinding(done);
        });
  }

  /**
   * What is done with a block of places, given the local variable with the place after its last.
   */
  interface Block {
    void write(int end);
  }

  /**
   * Writes a loop whose counter goes up by a number of places, of which the last block may lack
   * some.
   */
  void blocks(int counter, int places, int bound, Block block) {
    loop(
        counter,
        places,
        1,
        bound,
        () -> {
          int end = local(TypeKind.INT);
          code.iload(counter).loadConstant(places).iadd().iload(bound);
          code.invokestatic(ScalarEmitter.MATH, "min", MethodTypeDesc.of(CD_int, CD_int, CD_int))
              .istore(end);
          block.write(end);
        });
  }

  /** Writes code that runs if a place is left between counter and bound. */
  void ifLeft(int counter, int ahead, int bound, Runnable body) {
    scope(
        () -> {
          CodeBuilder here = code;
          Label done = here.newLabel();
          new Lanes(counter, ahead, -1).pushFirst(here);
          here.iload(bound).if_icmpge(done);
          scope(body);
          here.labelBinding(done);
        });
  }

  /** A new local variable. */
  int local(TypeKind kind) {
    return code.allocateLocal(kind);
  }

  /** From here on operands begin elsewhere. */
  void move(int[] to) {
    offsets = to;
  }

  /** Lets a local variable stand for a step's result in this scope. */
  void define(int step, Lanes lanes, int local) {
    scopes.getFirst().put(result(step, lanes), local);
  }

  private Result result(int step, Lanes lanes) {
    boolean apart = (schedule.varies(step) & along) != 0;
    return new Result(step, apart ? lanes.ahead() : 0);
  }

  private Optional<Integer> known(int step, Lanes lanes) {
    Result result = result(step, lanes);
    return scopes.stream()
        .filter(scope -> scope.containsKey(result))
        .map(scope -> scope.get(result))
        .findFirst();
  }

  Emitter emitter() {
    return emitter;
  }

  /** The local variable with the array of an operand. */
  int array(int operand) {
    return arrays[operand];
  }

  Elements elements(int operand, Lanes lanes) {
    return new Elements(arrays[operand], offsets[operand], strides.get(operand), lanes);
  }

  /** Leaves a step's result on the stack. */
  void push(int place, Lanes lanes) {
    Step step = schedule.step(place);
    Optional<Integer> known = known(place, lanes);
    if (known.isPresent()) {
      code.loadLocal(emitter.kind(step), known.get());
      return;
    }
    boolean again = schedule.uses(place) > 1 || (schedule.varies(place) & along) == 0;
    if (again && !schedule.isConstant(place)) {
      code.loadLocal(emitter.kind(step), find(place, lanes));
    } else {
      compute(step, lanes);
    }
  }

  private void compute(Step step, Lanes lanes) {
    switch (step.operation()) {
      case LOAD -> emitter.load(code, elements((int) step.detail(), lanes));
      case NUMBER, WORD -> emitter.constant(code, step);
      case SUM, MAX, MIN ->
          throw new IllegalStateException("a total is taken before it is found: " + step);
      default -> {
        step.operands().forEach(operand -> push(operand, lanes));
        emitter.operation(code, step);
      }
    }
  }

  /** A local variable with a step's result. */
  int keep(int place, Lanes lanes) {
    return known(place, lanes).orElseGet(() -> find(place, lanes));
  }

  private int find(int place, Lanes lanes) {
    Step step = schedule.step(place);
    compute(step, lanes);
    int local = local(emitter.kind(step));
    code.storeLocal(emitter.kind(step), local);
    define(place, lanes, local);
    return local;
  }

  /**
   * Finds what a step needs that does not vary along some axes and can be found before a pass, so
   * that loops over these axes have it.
   */
  void hoist(int place, int axes, int pass, Lanes lanes) {
    hoist(place, axes, pass, lanes, new HashSet<>());
  }

  private void hoist(int place, int axes, int pass, Lanes lanes, Set<Integer> seen) {
    if (!seen.add(place) || schedule.isConstant(place) || known(place, lanes).isPresent()) {
      return;
    }
    if ((schedule.varies(place) & axes) == 0 && schedule.pass(place) <= pass) {
      keep(place, lanes);
    } else if (!schedule.step(place).isTotal()) {
      schedule.step(place).operands().forEach(operand -> hoist(operand, axes, pass, lanes, seen));
    }
  }
}
