package org.chainrule.engine.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chainrule.graph.Functions.less;
import static org.chainrule.graph.Functions.select;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Simplify;
import org.chainrule.engine.Engine;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Program;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Gather;
import org.chainrule.graph.op.ScatterAdd;
import org.junit.jupiter.api.Test;

class RowUpdateTest {
  private static final int ROWS = 7;
  private static final Expr TABLE = Expr.variable("table", ROWS, 3);
  private static final Expr MEAN = Expr.variable("mean", ROWS, 3);
  private static final Expr SQUARE = Expr.variable("square", ROWS, 3);
  private static final Expr NUMBERS = Expr.variable("numbers", 2, 3);
  private static final Expr WEIGHTS = Expr.variable("weights", 2, 3, 3);
  private static final Expr RATE = Expr.variable("rate");

  private static Expr gradient() {
    Expr looked = Gather.of(TABLE, NUMBERS);
    return Gradient.by(looked.times(WEIGHTS).times(looked).sum(), TABLE);
  }

  private static Expr touched() {
    Expr ones = Expr.filled(NUMBERS.shape(), 1);
    Expr count = ScatterAdd.of(ROWS, NUMBERS, ones);
    return less(Expr.constant(0), count).reshape(ROWS, 1);
  }

  @Test
  void gradientDescentChangesTheRowsThatWereLookedUp() {
    assertSame(TABLE, TABLE.minus(gradient().times(RATE)));
    assertSame(TABLE, Simplify.of(TABLE.minus(gradient().times(RATE).times(0.5))));
    assertSame(TABLE, TABLE.plus(gradient().negate().times(RATE)));
  }

  @Test
  void lazyAdamChangesTheRowsThatWereLookedUp() {
    Expr mean = MEAN.times(0.9).plus(gradient().times(0.1));
    Expr square = SQUARE.times(0.99).plus(gradient().power(2).times(0.01));
    Expr step = mean.times(RATE).dividedBy(square.power(2).power(0.25).plus(1e-8));
    assertSame(MEAN, select(touched(), mean, MEAN));
    assertSame(SQUARE, select(touched(), square, SQUARE));
    assertSame(TABLE, select(touched(), TABLE.minus(step), TABLE));
  }

  @Test
  void aRowScaledByItsLength() {
    Expr length = gradient().power(2).sum(1).plus(1).power(-0.5).reshape(ROWS, 1);
    assertSame(TABLE, TABLE.minus(gradient().times(length).times(RATE)));
  }

  @Test
  void whatMayChangeEveryRowIsNoUpdateByRows() {
    Expr step = gradient().times(RATE);
    Expr mean = MEAN.times(0.9).plus(gradient().times(0.1));
    Expr other = ScatterAdd.of(ROWS, NUMBERS.plus(1), WEIGHTS);
    for (Expr value :
        List.of(
            TABLE.times(0.99).minus(step),
            TABLE.minus(mean),
            MEAN.minus(step),
            TABLE.minus(1),
            TABLE,
            TABLE.minus(step).minus(other))) {
      assertThat(RowUpdate.of(TABLE, value)).as("%s", value).isEmpty();
    }
    assertThat(RowUpdate.of(MEAN, mean)).isEmpty();
  }

  @Test
  void aStepScaledByTheLengthOfTheWholeGradient() {
    Expr length = gradient().power(2).sum().plus(1).power(-0.5);
    assertSame(TABLE, TABLE.minus(gradient().times(length).times(RATE)));
  }

  @Test
  void whatMixesRowsIsNoUpdateByRows() {
    Expr mixed = gradient().transpose().reshape(ROWS, 3);
    assertThat(RowUpdate.of(TABLE, TABLE.minus(mixed.times(RATE)))).isEmpty();
  }

  /** Computes the named rows one by one and compares the table with the whole new value. */
  private static void assertSame(Expr variable, Expr value) {
    RowUpdate update = RowUpdate.of(variable, value).orElseThrow();
    Map<Expr, Tensor> values =
        new HashMap<>(Agreement.random(List.of(TABLE, MEAN, SQUARE, WEIGHTS, RATE), 21));
    values.replaceAll((name, tensor) -> name.equals(SQUARE) ? absolute(tensor) : tensor);
    values.put(NUMBERS, Tensor.of(NUMBERS.shape(), 4, 0, 4, 6, 4, 0));
    assertThat(update.indices()).isEqualTo(NUMBERS);
    assertSame(update, variable, value, values, new Interpreter(), 0);
    assertSame(update, variable, value, values, Engine.float64(), 4 * Math.ulp(1.0));
    assertSame(update, variable, value, values, Engine.float32(), 4 * Math.ulp(1f));
  }

  private static Tensor absolute(Tensor tensor) {
    double[] values = tensor.toArray();
    Arrays.setAll(values, i -> Math.abs(values[i]));
    return Tensor.of(tensor.shape(), values);
  }

  /** The tolerance is relative above 1 and absolute below; 0 asks for the same bits. */
  private static void assertSame(
      RowUpdate update,
      Expr variable,
      Expr value,
      Map<Expr, Tensor> values,
      Machine machine,
      double tolerance) {
    Tensor before = run(machine, variable, values);
    Tensor expected = run(machine, value, values);
    for (int row = 0; row < ROWS; row++) {
      boolean named = row == 4 || row == 0 || row == 6;
      double[] after = (named ? row(update, row, values, machine) : part(before, row)).toArray();
      double[] wanted = part(expected, row).toArray();
      for (int i = 0; i < wanted.length; i++) {
        double bound = named ? tolerance * Math.max(1, Math.abs(wanted[i])) : 0;
        assertThat(after[i]).as("row %d, column %d", row, i).isCloseTo(wanted[i], within(bound));
      }
    }
  }

  private static Tensor run(Machine machine, Expr node, Map<Expr, Tensor> values) {
    Expr result = Expr.variable("result", node.shape());
    Program program = new Program(List.of(), Map.of(result, node));
    program.variables().forEach(variable -> machine.write(variable, known(values, variable)));
    machine.plan(program).run();
    return machine.read(result);
  }

  private static Tensor known(Map<Expr, Tensor> values, Expr variable) {
    return Optional.ofNullable(values.get(variable)).orElseThrow();
  }

  private static Tensor row(RowUpdate update, int row, Map<Expr, Tensor> values, Machine machine) {
    Map<Expr, Tensor> known = new HashMap<>(values);
    update
        .tables()
        .forEach((table, name) -> known.put(name, part(run(machine, table, values), row)));
    update
        .sums()
        .forEach(
            (summands, name) -> {
              Expr sums = ScatterAdd.of(ROWS, NUMBERS, summands);
              known.put(name, part(run(machine, sums, values), row));
            });
    return run(machine, update.row(), known);
  }

  private static Tensor part(Tensor table, int row) {
    Shape shape = table.shape().range(1, table.shape().rank());
    int from = row * shape.elements();
    return Tensor.of(shape, Arrays.copyOfRange(table.toArray(), from, from + shape.elements()));
  }
}
