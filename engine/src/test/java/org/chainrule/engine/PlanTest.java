package org.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Flip;
import org.chainrule.graph.op.Gather;
import org.chainrule.graph.op.Pad;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every machine does with variables, outputs, updates and mistakes. */
class PlanTest {
  private final Expr w = Expr.variable("w", 3);
  private final Expr u = Expr.variable("u", 3);

  static Stream<Named<Machine>> machines() {
    return Stream.of(
        Named.of("interpreter", new Interpreter()),
        Named.of("float64", Engine.float64()),
        Named.of("float32", Engine.float32()));
  }

  private static void run(Machine machine, List<Expr> outputs, Map<Expr, Expr> updates) {
    machine.plan(new Program(outputs, updates)).run();
  }

  @ParameterizedTest
  @MethodSource("machines")
  void unwrittenVariablesHoldZeros(Machine machine) {
    assertThat(machine.read(w)).isEqualTo(Tensor.vector(0, 0, 0));
    Plan plan = machine.plan(Program.of(w.plus(1)));
    plan.run();
    assertThat(plan.value(w.plus(1))).isEqualTo(Tensor.vector(1, 1, 1));
  }

  @ParameterizedTest
  @MethodSource("machines")
  void updatesAreComputedFromTheValuesBeforeTheRun(Machine machine) {
    machine.write(w, Tensor.vector(1, 2, 3));
    machine.write(u, Tensor.vector(10, 20, 30));
    Map<Expr, Expr> exchange = new LinkedHashMap<>();
    exchange.put(w, u);
    exchange.put(u, w.plus(u));
    run(machine, List.of(), exchange);
    assertThat(machine.read(w)).isEqualTo(Tensor.vector(10, 20, 30));
    assertThat(machine.read(u)).isEqualTo(Tensor.vector(11, 22, 33));
  }

  @ParameterizedTest
  @MethodSource("machines")
  void updatesThatReadOtherPlacesOfTheirVariable(Machine machine) {
    List<Expr> values =
        List.of(
            w.plus(Expr.of(new Flip(List.of(0)), w)),
            w.plus(w.slice(0, 0, 1)),
            w.plus(w.sum()),
            w.minus(w.reshape(3, 1).matmul(w.slice(0, 1, 2)).reshape(3)));
    List<Tensor> expected =
        List.of(
            Tensor.vector(5, 4, 5),
            Tensor.vector(2, 3, 5),
            Tensor.vector(8, 9, 11),
            Tensor.vector(-1, -2, -4));
    for (int i = 0; i < values.size(); i++) {
      machine.write(w, Tensor.vector(1, 2, 4));
      run(machine, List.of(), Map.of(w, values.get(i)));
      assertThat(machine.read(w)).as(values.get(i).toString()).isEqualTo(expected.get(i));
    }
  }

  @ParameterizedTest
  @MethodSource("machines")
  void largeUpdatesThatReadOtherPlacesOfTheirVariable(Machine machine) {
    int size = 5000;
    Expr large = Expr.variable("large", size);
    double[] numbers = new Random(1).ints(size, 0, 100).asDoubleStream().toArray();
    machine.write(large, Tensor.of(Shape.of(size), numbers));
    Expr turned = Expr.of(new Flip(List.of(0)), large);
    Expr first = large.slice(0, 0, 1);
    Expr repeated = large.slice(0, 0, 2500).broadcast(Shape.of(2, 2500)).reshape(size);
    run(machine, List.of(), Map.of(large, large.times(2).plus(turned).plus(first).plus(repeated)));
    double[] result = machine.read(large).toArray();
    for (int i = 0; i < size; i++) {
      assertThat(result[i])
          .isEqualTo(2 * numbers[i] + numbers[size - 1 - i] + numbers[0] + numbers[i % 2500]);
    }
  }

  /** As biases are updated by the gradient of a batch of one example. */
  @Test
  void aRowIsComputedInThePlaceOfItsVector() {
    Expr example = Expr.variable("example", 1, 3);
    Expr next = w.reshape(1, 3).minus(Functions.tanh(example)).reshape(3);
    Program program = new Program(List.of(), Map.of(w, next));
    assertThat(Engine.float64().report(program).steps()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("machines")
  void rowsOfOtherOrdersAreNotComputedInPlace(Machine machine) {
    Expr square = Expr.variable("square", 2, 2);
    machine.write(square, Tensor.matrix(new double[][] {{1, 2}, {3, 4}}));
    Expr turned = square.transpose().reshape(2, 1, 2);
    run(machine, List.of(), Map.of(square, square.reshape(2, 1, 2).minus(turned).reshape(2, 2)));
    assertThat(machine.read(square)).isEqualTo(Tensor.matrix(new double[][] {{0, -1}, {1, 0}}));
  }

  @ParameterizedTest
  @MethodSource("machines")
  void outputsAreThoseOfTheRunWhateverHappensToVariables(Machine machine) {
    machine.write(w, Tensor.vector(1, 2, 3));
    Expr next = w.times(2);
    Plan plan = machine.plan(new Program(List.of(w, w.reshape(1, 3), next), Map.of(w, next)));
    plan.run();
    machine.write(w, Tensor.vector(7, 7, 7));
    assertThat(plan.value(w)).isEqualTo(Tensor.vector(1, 2, 3));
    assertThat(plan.value(w.reshape(1, 3))).isEqualTo(Tensor.matrix(new double[] {1, 2, 3}));
    assertThat(plan.value(next)).isEqualTo(Tensor.vector(2, 4, 6));
  }

  @ParameterizedTest
  @MethodSource("machines")
  void plansShareVariables(Machine machine) {
    Plan growing = machine.plan(new Program(List.of(), Map.of(w, w.plus(1))));
    Plan reading = machine.plan(Program.of(w.sum()));
    growing.run();
    growing.run();
    reading.run();
    assertThat(reading.number(w.sum())).isEqualTo(6);
    machine.storage(w).set(1, 10);
    reading.run();
    assertThat(reading.number(w.sum())).isEqualTo(14);
  }

  @ParameterizedTest
  @MethodSource("machines")
  void severalVariablesBecomeTheSameValue(Machine machine) {
    machine.write(w, Tensor.vector(1, 2, 3));
    Expr value = Functions.maximum(w, u).plus(1);
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    updates.put(w, value);
    updates.put(u, value);
    run(machine, List.of(value), updates);
    assertThat(machine.read(w)).isEqualTo(Tensor.vector(2, 3, 4));
    assertThat(machine.read(u)).isEqualTo(Tensor.vector(2, 3, 4));
  }

  @ParameterizedTest
  @MethodSource("machines")
  void aProductReadsAnOutputInAnotherOrderOfAxes(Machine machine) {
    Expr x = Expr.variable("x", 15, 15, 15);
    Expr y = Expr.variable("y", 15, 15, 15);
    machine.write(x, Tensor.filled(x.shape(), 1));
    machine.write(y, Tensor.filled(y.shape(), 1));
    Expr twice = y.times(2);
    Expr product = Contract.of("cab,bca->ba", x, twice);
    Plan plan = machine.plan(Program.of(twice, product));
    plan.run();
    assertThat(plan.value(twice)).isEqualTo(Tensor.filled(y.shape(), 2));
    assertThat(plan.value(product)).isEqualTo(Tensor.filled(Shape.of(15, 15), 30));
  }

  /**
   * The largest of a value and more variables than one kernel reads; the last one's value is 57.
   */
  private static Expr longMaximum(Machine machine, Expr first) {
    Expr largest = first;
    for (int i = 0; i < 58; i++) {
      Expr next = Expr.variable("x" + i, first.shape());
      machine.write(next, Tensor.filled(first.shape(), i));
      largest = Functions.maximum(largest, next);
    }
    return largest;
  }

  @ParameterizedTest
  @MethodSource("machines")
  void bothPartsOfALongGroupReadWhatIsStoredLater(Machine machine) {
    Expr x = Expr.variable("x", 20, 15);
    machine.write(x, Tensor.filled(x.shape(), 1));
    Expr twice = x.times(2);
    Expr sum = longMaximum(machine, twice).plus(twice);
    Expr product = twice.matmul(Expr.constant(Tensor.filled(Shape.of(15, 40), 1)));
    Plan plan = machine.plan(Program.of(sum, product));
    plan.run();
    assertThat(plan.value(sum)).isEqualTo(Tensor.filled(x.shape(), 59));
    assertThat(plan.value(product)).isEqualTo(Tensor.filled(Shape.of(20, 40), 30));
  }

  @ParameterizedTest
  @MethodSource("machines")
  void theResultOfALongGroupIsPadded(Machine machine) {
    Expr padded =
        Expr.of(
            new Pad(List.of(1), List.of(2), List.of(0), 0),
            longMaximum(machine, Expr.variable("x", 4)));
    Expr result = padded.plus(1);
    Plan plan = machine.plan(Program.of(result));
    plan.run();
    assertThat(plan.value(result)).isEqualTo(Tensor.vector(1, 58, 58, 58, 58, 1, 1));
  }

  @ParameterizedTest
  @MethodSource("machines")
  void nothingChangesWhenARunFails(Machine machine) {
    Expr rows = Expr.variable("rows", 3);
    machine.write(w, Tensor.vector(1, 2, 3));
    machine.write(rows, Tensor.vector(0, 2, 3));
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    updates.put(w, w.plus(1));
    updates.put(u, Gather.of(w, rows));
    assertThatThrownBy(() -> run(machine, List.of(), updates))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gather: row number 3.0 is not a whole number from 0 to 2");
    assertThat(machine.read(w)).isEqualTo(Tensor.vector(1, 2, 3));
    assertThat(machine.read(u)).isEqualTo(Tensor.vector(0, 0, 0));
  }

  @ParameterizedTest
  @MethodSource("machines")
  void mistakesAreNamed(Machine machine) {
    assertThatThrownBy(() -> machine.write(w, Tensor.vector(1, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("variable w has shape [3], its value [2]");
    Plan plan = machine.plan(Program.of(w));
    assertThatThrownBy(() -> plan.value(w))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("w[3] is no output, or the plan never ran");
    plan.run();
    assertThatThrownBy(() -> plan.value(u))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("u[3] is no output, or the plan never ran");
    assertThatThrownBy(() -> plan.number(w))
        .isInstanceOf(ShapeException.class)
        .hasMessage("item: shape [3] does not hold exactly one number");
  }
}
