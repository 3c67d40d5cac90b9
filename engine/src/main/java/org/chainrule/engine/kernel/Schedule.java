package org.chainrule.engine.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * A {@link Nest} as straight code, and which step belongs where: a pass over the reduced axes finds
 * totals; those that need totals themselves are found in a later pass.
 */
final class Schedule {
  /** A step's results differ along the lanes. */
  static final int LANES = 1;

  /** A step's results differ along the reduced axes other than the lanes. */
  static final int LOOPS = 2;

  /** A step's results differ along the last outer axis. */
  static final int INNERMOST = 4;

  /** A step whose numbers an operand takes. */
  record Store(int step, int operand) {}

  private final Nest nest;
  private final Steps steps;
  private final int[] varies;
  private final int[] pass;
  private final int[] uses;
  private final List<Integer> totals = new ArrayList<>();
  private final List<Store> inside = new ArrayList<>();
  private final List<Store> after = new ArrayList<>();

  private Schedule(Nest nest, Steps steps, List<Store> stores) {
    this.nest = nest;
    this.steps = steps;
    varies = new int[steps.size()];
    pass = new int[steps.size()];
    uses = new int[steps.size()];
    for (int step = 0; step < steps.size(); step++) {
      place(step);
    }
    for (Store store : stores) {
      int axes = axesOf(store.operand());
      if ((varies[store.step()] & ~axes) != 0) {
        throw new IllegalArgumentException(
            "operand " + store.operand() + " has one element for several numbers: " + nest);
      }
      ((axes & reduced()) != 0 ? inside : after).add(store);
      use(store.step());
    }
  }

  static Schedule of(Nest nest) {
    Lowering lowering = new Lowering(nest);
    List<Store> stores =
        nest.stores().stream()
            .map(store -> new Store(lowering.step(store.term()), store.operand()))
            .toList();
    return new Schedule(nest, lowering.steps(), stores);
  }

  private void place(int place) {
    Step step = steps.get(place);
    switch (step.operation()) {
      case LOAD -> varies[place] = axesOf((int) step.detail());
      default -> {
        for (int operand : step.operands()) {
          varies[place] |= varies[operand];
          pass[place] = Math.max(pass[place], pass[operand]);
        }
      }
    }
    if (step.isTotal()) {
      varies[place] &= ~reduced();
      pass[place]++;
    }
  }

  private int axesOf(int operand) {
    return (nest.strides().get(operand) == 0 ? 0 : LANES)
        | (nest.outer() == 0 || nest.isStill(operand) ? 0 : INNERMOST)
        | (nest.loops() > 0 && nest.looped().get(operand) ? LOOPS : 0);
  }

  /** Counts who takes a step's result, and the results that it takes, at first. */
  private void use(int place) {
    if (uses[place]++ > 0) {
      return;
    }
    Step step = steps.get(place);
    if (step.isTotal()) {
      totals.add(place);
    }
    step.operands().forEach(this::use);
  }

  Nest nest() {
    return nest;
  }

  Step step(int place) {
    return steps.get(place);
  }

  /** The constants that are needed. */
  List<Integer> constants() {
    List<Integer> constants = new ArrayList<>();
    for (int place = 0; place < steps.size(); place++) {
      if (uses[place] > 0 && isConstant(place)) {
        constants.add(place);
      }
    }
    return constants;
  }

  boolean isConstant(int place) {
    Operation operation = steps.get(place).operation();
    return operation == Operation.NUMBER || operation == Operation.WORD;
  }

  /** The axes along which a step's results differ. */
  int varies(int place) {
    return varies[place];
  }

  /**
   * The first pass before which a step's result can be found, if it does not vary within passes.
   */
  int pass(int place) {
    return pass[place];
  }

  /** The axes that totals run over, and those that others stand outside of. */
  int reduced() {
    return (nest.lanesReduced() ? LANES : 0) | (nest.loops() > 0 ? LOOPS : 0);
  }

  /** How often a step's result is taken. */
  int uses(int place) {
    return uses[place];
  }

  /** How many operations there are at a place. */
  int operations() {
    int operations = 0;
    for (int place = 0; place < steps.size(); place++) {
      operations += uses[place] > 0 && !isConstant(place) ? 1 : 0;
    }
    return operations;
  }

  /** How many totals a pass has, at most. */
  int mostTotals() {
    int most = 0;
    for (int number = 0; number < passes(); number++) {
      most = Math.max(most, totals(number).size());
    }
    return most;
  }

  /** Whether some step has no vector instructions. */
  boolean oneByOne() {
    for (int place = 0; place < steps.size(); place++) {
      if (uses[place] > 0 && steps.get(place).operation().oneByOne()) {
        return true;
      }
    }
    return false;
  }

  /** How often the reduced axes are run over. */
  int passes() {
    int last = inside.isEmpty() ? 0 : 1;
    for (int total : totals) {
      last = Math.max(last, pass[total]);
    }
    for (Store store : inside) {
      last = Math.max(last, pass[store.step()] + 1);
    }
    return last;
  }

  /** The totals that a pass finds. */
  List<Integer> totals(int number) {
    return totals.stream().filter(total -> pass[total] == number + 1).toList();
  }

  /** What is stored at every place of the reduced axes, in the last pass. */
  List<Store> inside(int number) {
    return number == passes() - 1 ? inside : List.of();
  }

  /** What is stored after the last pass. */
  List<Store> after() {
    return after;
  }
}
