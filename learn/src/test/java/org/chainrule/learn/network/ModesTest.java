package org.chainrule.learn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Program;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.Window;
import org.chainrule.graph.interpreter.Interpreter;
import org.junit.jupiter.api.Test;

/** What differs between training and evaluation, and what a network says of itself. */
class ModesTest {
  private static final Expr X = Expr.variable("x", 1, 4);

  @Test
  void dropoutKeepsWhatLiesBelowTheRateThatIsKept() {
    Network network = Network.of(Shape.of(4), new Dropout(0.75));
    assertThat(network.apply(X)).isSameAs(X);
    Expr y = network.forward(X, Mode.TRAINING).output();
    Expr noise = Expr.variable("dropout_1.noise", 1, 4);
    assertThat(Pass.isNoise(noise)).isTrue();
    Map<Expr, Tensor> values =
        Map.of(
            X, Tensor.matrix(new double[] {1, 2, 3, Double.NaN}),
            noise, Tensor.matrix(new double[] {0, 0.2, 0.25, 0.9}));
    assertThat(Interpreter.evaluate(y, values)).isEqualTo(Tensor.matrix(new double[] {4, 8, 0, 0}));
    assertThatThrownBy(() -> new Dropout(1)).hasMessageContaining("less than 1");
    assertThat(Network.of(Shape.of(4), new Dropout(0)).forward(X, Mode.TRAINING).output())
        .isSameAs(X);
  }

  @Test
  void theStatisticsOfASingleNumberAreNotFollowed() {
    Network network = Network.of(Shape.of(4), new BatchNorm());
    assertThat(network.forward(X, Mode.TRAINING).updates()).isEmpty();
    Expr pair = Expr.variable("x", 2, 4);
    assertThat(network.forward(pair, Mode.TRAINING).updates().keySet())
        .extracting(variable -> variable.op().name())
        .containsExactly("batch_norm_1.mean", "batch_norm_1.variance");
    assertThat(network.forward(pair, Mode.EVALUATION).updates()).isEmpty();
    assertThat(network.parameters().stream().filter(Parameter::trained).map(Parameter::name))
        .containsExactly("batch_norm_1.scale", "batch_norm_1.shift");
  }

  @Test
  void aGraphOfOnesOwnIsALayer() {
    Parameter factor =
        new Parameter(
            "factor", Shape.of(4), Parameter.Role.WEIGHT, new Initializer.Constant(3), 1, 1);
    Layer scaled = new Custom("scaled", shape -> List.of(factor), (x, p) -> x.times(p.getFirst()));
    Network network =
        Network.of(Shape.of(4), scaled, new Custom("cube", x -> x.power(3)), new Dense(2));
    assertThat(network.parameters().stream().map(Parameter::name))
        .containsExactly("scaled_1.factor", "dense_1.weight", "dense_1.bias");
    Map<Expr, Tensor> values =
        Map.of(
            X,
            Tensor.matrix(new double[] {1, 2, 0, 1}),
            Expr.variable("scaled_1.factor", 4),
            Tensor.vector(2, 1, 1, 3));
    Expr cube = network.forward(X, Mode.EVALUATION).outputs().get(1);
    assertThat(Interpreter.evaluate(cube, values))
        .isEqualTo(Tensor.matrix(new double[] {8, 8, 0, 27}));
    assertThatThrownBy(() -> Network.of(Shape.of(4), new Custom("sum", Expr::sum)))
        .hasMessageStartingWith("sum_1: a batch of shape [1, 4] became []; the first axis must");
  }

  /** Steps that are padding have no influence, whatever is written there. */
  @Test
  void paddedStepsDoNotCount() {
    Network network =
        Network.of(
            Shape.of(5, 2),
            new Masking(-1),
            new Recurrent(new Cell.Gru(), 3, true, true),
            Activation.TANH,
            new GlobalPool(Pooling.MEAN));
    Expr x = Expr.variable("x", 1, 5, 2);
    Expr shorter = Expr.variable("x", 1, 3, 2);
    Network same = new Network(Shape.of(3, 2), network.layers());
    Interpreter machine = new Interpreter();
    network
        .initialize(5)
        .forEach((name, value) -> machine.write(Expr.variable(name, value.shape()), value));
    machine.write(x, Tensor.of(x.shape(), new double[] {1, 2, -1, -1, 3, 4, -1, -1, -1, -1}));
    machine.write(shorter, Tensor.of(shorter.shape(), new double[] {1, 2, -1, -1, 3, 4}));
    Expr masked = network.apply(x);
    Expr whole = same.apply(shorter);
    var plan = machine.plan(Program.of(masked, whole));
    plan.run();
    for (int i = 0; i < 6; i++) {
      assertThat(plan.value(masked).at(i)).isCloseTo(plan.value(whole).at(i), within(1e-15));
    }
  }

  @Test
  void theSummaryCountsParametersAndProducts() {
    Network network =
        Network.of(
            Shape.of(8, 8),
            new Convolution(4, Window.of(3, 3).withPadding(1)),
            new BatchNorm(),
            Activation.RELU,
            Pool.of(Pooling.MAX, 2),
            new Flatten(),
            new Dense(10));
    Summary summary = network.summary();
    assertThat(summary.trained()).isEqualTo(4 * 9 + 4 + 2 * 4 + 64 * 10 + 10);
    assertThat(summary.statistics()).isEqualTo(2 * 4);
    assertThat(summary.flops()).isEqualTo(2.0 * (64 * 4 * 9 + 64 * 10));
    assertThat(summary.rows().get(3))
        .isEqualTo(new Summary.Row("max_pool_1", "maxpool 2x2", Shape.of(4, 4, 4), 0, 0, 0));
    assertThat(summary.toString().lines())
        .contains(
            "convolution_1  conv 4 3x3 pad 1  [4, 8, 8]          40           0  4,608",
            "all                                                698           8  5,888");
  }

  @Test
  void anActivationIsALayerAndAFunction() {
    assertThat(Activation.TANH.apply(X)).isSameAs(Functions.tanh(X));
  }
}
