package org.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chainrule.graph.Functions.concatenate;
import static org.chainrule.graph.Functions.gather;
import static org.chainrule.graph.Functions.less;
import static org.chainrule.graph.Functions.select;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Simplify;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.ScatterAdd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Updates of the rows that numbers name, on the engine as on the interpreter, for several steps.
 */
class RowUpdatesTest {
  private static final int ROWS = 40;
  private static final int STEPS = 3;
  private static final String BY_ROW = "rows by number";

  private final Expr table = Expr.variable("table", ROWS, 5);
  private final Expr other = Expr.variable("other", ROWS, 2, 3);
  private final Expr mean = Expr.variable("mean", ROWS, 5);
  private final Expr numbers = Expr.variable("numbers", 4, 6);
  private final Expr more = Expr.variable("more", 7);
  private final Expr weights = Expr.variable("weights", 4, 6, 5);
  private final Expr rate = Expr.variable("rate");

  /** A number for each variable; every row number but the first few stands twice. */
  private static Tensor value(Expr variable, Random random) {
    double[] values = new double[variable.shape().elements()];
    boolean rows = variable.op().name().equals("numbers") || variable.op().name().equals("more");
    Arrays.setAll(values, i -> rows ? random.nextInt(ROWS) : random.nextGaussian());
    for (int i = 3; rows && i < values.length; i++) {
      values[i] = i % 2 == 0 ? values[i - 1] : values[i];
    }
    return Tensor.of(variable.shape(), values);
  }

  private static void write(Machine machine, Program program) {
    Random random = new Random(11);
    program.variables().forEach(variable -> machine.write(variable, value(variable, random)));
  }

  /** Runs a program a few times on the interpreter and on engines, and compares everything. */
  private static void compare(List<Expr> outputs, Map<Expr, Expr> updates, int updatesByRow) {
    Program program = new Program(outputs, updates);
    PlanReport report = Engine.float64().report(program);
    assertThat(report.steps().stream().filter(step -> step.what().contains(BY_ROW)).count())
        .as("%s", report.steps())
        .isEqualTo(updatesByRow);
    for (int threads = 1; threads <= 2; threads++) {
      compare(new Engine(Precision.FLOAT64, threads), program, 1e-12);
      compare(new Engine(Precision.FLOAT32, threads), program, 1e-4);
    }
  }

  private static void compare(Engine engine, Program program, double tolerance) {
    Interpreter interpreter = new Interpreter();
    write(interpreter, program);
    write(engine, program);
    Plan wanted = interpreter.plan(program);
    Plan found = engine.plan(program);
    for (int step = 0; step < STEPS; step++) {
      wanted.run();
      found.run();
      for (Expr output : program.outputs()) {
        Closeness.assertClose(
            found.value(output), wanted.value(output), tolerance, output.toString());
      }
      for (Expr variable : program.variables()) {
        Closeness.assertClose(
            engine.read(variable), interpreter.read(variable), tolerance, variable.op().name());
      }
    }
  }

  /** The loss of rows that are looked up and multiplied with themselves. */
  private Expr loss(Expr rows) {
    Expr looked = gather(table, rows);
    Expr scaled = rows.equals(numbers) ? looked.times(weights) : looked;
    return scaled.times(looked).sum();
  }

  private static Expr touched(Expr rows) {
    Expr count = ScatterAdd.of(ROWS, rows, Expr.filled(rows.shape(), 1));
    return less(Expr.constant(0), count).reshape(ROWS, 1);
  }

  private Expr descended(Expr variable, Expr loss) {
    return variable.minus(Gradient.by(loss, variable).times(rate));
  }

  @Test
  void rowsThatAreNamedSeveralTimes() {
    Expr loss = loss(numbers);
    compare(List.of(loss), Map.of(table, descended(table, loss)), 1);
  }

  @Test
  void aCompanionOfTheTableChangesInTheSameRows() {
    Expr loss = loss(numbers);
    Expr slope = Gradient.by(loss, table);
    Expr next = mean.times(0.9).plus(slope.times(0.1));
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    updates.put(mean, select(touched(numbers), next, mean));
    updates.put(table, select(touched(numbers), table.minus(next.times(rate)), table));
    compare(List.of(loss), updates, 1);
  }

  @Test
  void twoTablesWithTheSameNumbers() {
    Expr both = loss(numbers).plus(gather(other, numbers).power(2).sum());
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    updates.put(table, descended(table, both));
    updates.put(other, descended(other, both));
    compare(List.of(both), updates, 1);
  }

  /** Each gradient depends on both tables, as they were before the step. */
  @Test
  void twoTablesWithDifferentNumbers() {
    Expr both =
        loss(numbers).times(gather(other, more).power(2).sum().plus(1).power(-0.5)).times(0.1);
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    updates.put(table, descended(table, both));
    updates.put(other, descended(other, both));
    compare(List.of(both), updates, 2);
  }

  /** The rows of one table are copied from those of another, and the other way round. */
  @Test
  void tablesThatReadEachOther() {
    Expr ones = Expr.filled(numbers.shape(), 1);
    Expr count = ScatterAdd.of(ROWS, numbers, ones).reshape(ROWS, 1);
    Expr named = less(Expr.constant(0), count);
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    updates.put(table, select(named, mean.plus(count), table));
    updates.put(mean, select(named, table.times(rate), mean));
    compare(List.of(), updates, 1);
  }

  @Test
  void tablesWithDifferentNumbersThatReadEachOther() {
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    updates.put(table, select(touched(numbers), mean.times(rate), table));
    updates.put(mean, select(touched(more), table.times(rate), mean));
    compare(List.of(), updates, 0);
  }

  @Test
  void aTableWhoseFirstRowIsAFactorOfAll() {
    Expr sums = ScatterAdd.of(ROWS, numbers, weights);
    Expr first = table.slice(0, 0, 1).broadcast(table.shape());
    compare(List.of(), Map.of(table, table.plus(sums.times(first))), 0);
  }

  @Test
  void aRateThatIsItselfUpdated() {
    Expr loss = loss(numbers);
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    updates.put(rate, rate.times(0.5));
    updates.put(table, descended(table, loss));
    compare(List.of(rate), updates, 1);
    updates.put(rate, rate.times(0.5).plus(table.sum().times(1e-3)));
    compare(List.of(), updates, 1);
  }

  @Test
  void theNewTableIsAnOutputToo() {
    Expr next = descended(table, loss(numbers));
    compare(List.of(next, table), Map.of(table, next), 0);
  }

  @Test
  void theGradientAndTheRowsAreOutputsToo() {
    Expr loss = loss(numbers);
    Expr slope = Gradient.by(loss, table);
    Expr next = table.minus(slope.times(rate));
    compare(List.of(slope, gather(table, numbers), numbers), Map.of(table, next), 1);
  }

  @Test
  void rowsThatTwoGathersName() {
    Expr all = concatenate(0, numbers.reshape(24), more);
    Expr loss = loss(numbers).plus(loss(more).times(2));
    Expr slope = Gradient.by(loss(numbers), gather(table, numbers)).reshape(24, 5);
    Expr second = Gradient.by(loss(more), gather(table, more)).times(2);
    Expr sums = ScatterAdd.of(ROWS, all, concatenate(0, slope, second));
    compare(List.of(loss), Map.of(table, table.minus(sums.times(rate))), 1);
  }

  /** Two sums by different numbers are no update by rows, and right all the same. */
  @Test
  void rowsThatTwoGathersNameOneAfterTheOther() {
    Expr loss = loss(numbers).plus(loss(more).times(2));
    compare(List.of(loss), Map.of(table, Simplify.of(descended(table, loss))), 0);
  }

  @Test
  void numbersThatAreComputed() {
    Expr row = less(weights.sum(2), Expr.constant(0));
    Expr sums = ScatterAdd.of(ROWS, row, weights);
    compare(List.of(), Map.of(table, table.plus(sums)), 0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, ROWS, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
  void aNumberThatNamesNoRowLeavesAllVariablesAsTheyWere(double wrong) {
    Expr counter = Expr.variable("counter");
    Expr ones = Expr.filled(numbers.shape().concat(mean.shape().range(1, 2)), 1);
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    updates.put(counter, counter.plus(1));
    updates.put(mean, mean.times(2).plus(table));
    updates.put(table, table.plus(ScatterAdd.of(ROWS, numbers, ones)));
    updates.put(other, other.plus(ScatterAdd.of(ROWS, more, Expr.filled(moreRows(), 1))));
    Program program = new Program(List.of(), updates);
    for (Machine machine : List.of(Engine.float32(), Engine.float64(), new Interpreter())) {
      write(machine, program);
      Plan plan = machine.plan(program);
      machine.write(counter, Tensor.scalar(5));
      machine.storage(more).set(6, wrong);
      List<Tensor> before = updates.keySet().stream().map(machine::read).toList();
      assertThatThrownBy(plan::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "scatterAdd: row number " + wrong + " is not a whole number from 0 to " + (ROWS - 1));
      assertThat(updates.keySet().stream().map(machine::read)).isEqualTo(before);
      machine.storage(more).set(6, 3);
      plan.run();
      assertThat(machine.read(counter).item()).isEqualTo(6);
    }
  }

  private Shape moreRows() {
    return more.shape().concat(other.shape().range(1, 3));
  }
}
