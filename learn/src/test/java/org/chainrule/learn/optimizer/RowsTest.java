package org.chainrule.learn.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Simplify;
import org.chainrule.engine.Engine;
import org.chainrule.engine.rewrite.Rewrites;
import org.chainrule.engine.rewrite.RowUpdate;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Gather;
import org.chainrule.graph.op.ScatterAdd;
import org.chainrule.learn.Reference;
import org.chainrule.learn.network.Initializer;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.training.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings of an embedding against PyTorch's, which src/test/python/rows_reference.py ran. */
class RowsTest {
  private static final int WORDS = 9;
  private static final Parameter TABLE = parameter("table", Parameter.Role.WEIGHT, WORDS, 4);
  private static final Parameter WEIGHT = parameter("weight", Parameter.Role.WEIGHT, 4, 2);
  private static final Parameter BIAS = parameter("bias", Parameter.Role.BIAS, 2);
  private static final List<Parameter> PARAMETERS = List.of(TABLE, WEIGHT, BIAS);
  private static final Expr X = Expr.variable("x", 2, 3);
  private static final Expr Y = Expr.variable("y", 2);
  private static final Expr RATE = Expr.variable("learningRate");
  private static final double[][] EXAMPLES = {
    {1, 4, 1, 0, 4, 7}, {2, 2, 3, 4, 0, 5}, {5, 1, 1, 7, 6, 0}
  };
  private static final double[][] LABELS = {{0, 1}, {1, 0}, {0, 1}};

  private static Parameter parameter(String name, Parameter.Role role, int... sizes) {
    return new Parameter(name, Shape.of(sizes), role, new Initializer.Constant(0), 1, 1);
  }

  private static Optimizer optimizer(String name) {
    Optimizer rule =
        switch (name.substring(0, name.indexOf('-'))) {
          case "sgd" -> new Sgd(0.3);
          case "momentum" -> new Sgd(0.3, 0.8, false);
          case "nesterov" -> new Sgd(0.3, 0.8, true);
          case "adam" -> new Adam(0.05);
          case "adamw" -> Adam.withWeightDecay(0.05, 0.1);
          case "rmsprop" -> new RmsProp(0.05);
          default -> throw new IllegalArgumentException(name);
        };
    if (name.endsWith("-sparse")) {
      return new Adam(0.05, 0.9, 0.999, 1e-20, 0, Rows.LAZY);
    }
    return name.endsWith("-dense") ? rule.withRows(Rows.DENSE) : rule;
  }

  /** The objective; with a second look-up, of the first word alone. */
  private static Expr loss(boolean twice) {
    Expr mean = Gather.of(TABLE.variable(), X).mean(1);
    Expr features = twice ? mean.times(Gather.of(TABLE.variable(), X.at(1, 0))) : mean;
    Expr logits = features.matmul(WEIGHT.variable()).plus(BIAS.variable());
    return Loss.crossEntropy(logits, Y).mean();
  }

  private static Program step(Optimizer optimizer, Expr loss) {
    Map<Expr, Expr> found =
        Gradient.of(loss, PARAMETERS.stream().map(Parameter::variable).toList());
    Map<Parameter, Expr> gradients = new LinkedHashMap<>();
    PARAMETERS.forEach(p -> gradients.put(p, found.get(p.variable())));
    Map<Expr, Expr> updates = new LinkedHashMap<>(optimizer.updates(gradients, RATE));
    updates.replaceAll((variable, value) -> Simplify.of(value));
    return new Program(List.of(loss), updates);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sgd-dense",
        "sgd-lazy",
        "momentum-dense",
        "momentum-lazy",
        "nesterov-dense",
        "nesterov-lazy",
        "adam-dense",
        "adam-lazy",
        "adam-sparse",
        "adamw-dense",
        "adamw-lazy",
        "rmsprop-dense",
        "rmsprop-lazy",
        "adam-twice-dense",
        "adam-twice-lazy",
        "adam-twice-sparse"
      })
  void trainsAsPyTorchDoes(String name) {
    Map<String, double[]> expected = Reference.read("rows_reference.json", name);
    for (Machine machine : List.of(new Interpreter(), Engine.float64())) {
      assertThat(train(machine, name)).containsExactly(expected.get("losses"), within(1e-12));
      for (Parameter p : PARAMETERS) {
        assertThat(machine.read(p.variable()).toArray())
            .as(p.name())
            .containsExactly(expected.get(p.name()), within(1e-12));
      }
    }
  }

  /** The mean losses of four epochs. */
  private static double[] train(Machine machine, String name) {
    Optimizer optimizer = optimizer(name);
    Program program = step(optimizer, loss(name.contains("twice")));
    machine.write(TABLE.variable(), cosines(0.1, WORDS, 4));
    machine.write(WEIGHT.variable(), cosines(0.3, 4, 2));
    machine.write(BIAS.variable(), cosines(0.9, 2));
    machine.write(RATE, Tensor.scalar(optimizer.learningRate()));
    Plan plan = machine.plan(program);
    double[] losses = new double[4];
    for (int epoch = 0; epoch < losses.length; epoch++) {
      for (int batch = 0; batch < EXAMPLES.length; batch++) {
        machine.write(X, Tensor.of(X.shape(), EXAMPLES[batch]));
        machine.write(Y, Tensor.of(Y.shape(), LABELS[batch]));
        plan.run();
        losses[epoch] += plan.number(program.outputs().getFirst()) / EXAMPLES.length;
      }
    }
    return losses;
  }

  private static Tensor cosines(double shift, int... sizes) {
    int columns = sizes[sizes.length - 1];
    double[] values = new double[Shape.of(sizes).elements()];
    Arrays.setAll(values, i -> Math.cos(shift + 5 * (i / columns) + 2 * (i % columns)) / 2);
    return Tensor.of(Shape.of(sizes), values);
  }

  /** How many of the tables, the parameter and what is remembered of it, the engine updates so. */
  private static int byRow(Program program) {
    Iterator<Expr> rewritten = Rewrites.of(program.roots()).roots().iterator();
    rewritten.next();
    int count = 0;
    for (Map.Entry<Expr, Expr> update : program.updates().entrySet()) {
      Expr variable = update.getKey();
      boolean found = RowUpdate.of(variable, update.getValue()).isPresent();
      assertThat(RowUpdate.of(variable, rewritten.next()).isPresent())
          .as("%s after rewriting", variable)
          .isEqualTo(found);
      count += found ? 1 : 0;
    }
    return count;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theEngineSeesThatOnlyNamedRowsChange(boolean twice) {
    Expr loss = loss(twice);
    assertThat(byRow(step(optimizer("sgd-lazy"), loss))).isEqualTo(1);
    assertThat(byRow(step(optimizer("momentum-lazy"), loss))).isEqualTo(2);
    assertThat(byRow(step(optimizer("nesterov-lazy"), loss))).isEqualTo(2);
    assertThat(byRow(step(optimizer("rmsprop-lazy"), loss))).isEqualTo(2);
    assertThat(byRow(step(optimizer("adam-lazy"), loss))).isEqualTo(3);
    assertThat(byRow(step(optimizer("adamw-lazy"), loss))).isEqualTo(3);
  }

  @Test
  void plainDescentIsByRowEitherWayAndWhatRemembersIsNot() {
    Expr loss = loss(false);
    Optimizer plain = optimizer("sgd-dense");
    assertThat(step(plain, loss)).isEqualTo(step(plain.withRows(Rows.LAZY), loss));
    assertThat(byRow(step(optimizer("adam-dense"), loss))).isZero();
    assertThat(byRow(step(optimizer("momentum-dense"), loss))).isZero();
  }

  @Test
  void aTableThatSomethingElseReadsIsDense() {
    Expr tied = loss(false).plus(TABLE.variable().power(2).sum());
    Program program = step(new Adam(0.05), tied);
    assertThat(byRow(program)).isZero();
    assertThat(program).isEqualTo(step(new Adam(0.05).withRows(Rows.DENSE), tied));
  }

  private static double[] ramp(int count) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> Math.cos(count + i));
    return values;
  }

  /** Signs and scalar factors outside the sums are taken into them. */
  @Test
  void sumsOfTablesBecomeOneTable() {
    Expr first = ScatterAdd.of(WORDS, X, Expr.variable("v", 2, 3, 4));
    Expr second = ScatterAdd.of(WORDS, X.at(1, 0), Expr.variable("u", 2, 4));
    Expr third = ScatterAdd.of(WORDS, X, Expr.variable("t", 2, 3, 4));
    Expr gradient = first.times(RATE).minus(second.negate().minus(third).times(0.5));
    RowGradient joined = RowGradient.of(gradient, Rows.LAZY);
    assertThat(joined.gradient().op()).isInstanceOf(ScatterAdd.class);
    assertThat(joined.gradient().input(0).shape()).isEqualTo(Shape.of(8));
    Map<Expr, Tensor> values = new LinkedHashMap<>();
    values.put(X, Tensor.of(X.shape(), EXAMPLES[0]));
    values.put(RATE, Tensor.scalar(0.7));
    for (Expr table : List.of(first, second, third)) {
      values.put(
          table.input(1),
          Tensor.of(table.input(1).shape(), ramp(table.input(1).shape().elements())));
    }
    assertThat(Interpreter.evaluate(joined.gradient(), values).toArray())
        .containsExactly(Interpreter.evaluate(gradient, values).toArray(), within(1e-15));
    assertThat(Interpreter.evaluate(joined.named().orElseThrow(), values).toArray())
        .containsExactly(1, 1, 0, 0, 1, 0, 0, 1, 0);
  }
}
