package org.chainrule.learn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Program;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.optimizer.Adam;
import org.chainrule.learn.optimizer.QuasiNewton;
import org.chainrule.learn.optimizer.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BreakdownTest {
  private static final Network NETWORK =
      Network.of(Shape.of(2), new Dense(3), Activation.RELU, new Dense(2));
  private static final Recipe RECIPE =
      Recipe.standard().with(new Sgd(0.1)).withBatchSize(4).withShuffle(false).withEpochs(50);

  private static Dataset data(double scale, double planted) {
    double[] values = new double[2 * 16];
    Arrays.setAll(values, i -> scale * Math.sin(i + 1));
    values[2 * 9 + 1] = planted;
    int[] labels = new int[16];
    Arrays.setAll(labels, i -> i % 3 % 2);
    return new Dataset(
        "planted", List.of(2), Features.of(values, 2), new Labels(labels, List.of("a", "b")));
  }

  private static Breakdown breakdown(Recipe recipe, Dataset data, Precision precision) {
    TrainingException e =
        catchThrowableOfType(
            TrainingException.class,
            () ->
                new Trainer(NETWORK, recipe, precision).fit(data, Optional.empty(), Progress.NONE));
    assertThat(e).isNotNull();
    assertThat(e.breakdown()).as(e.getMessage()).isPresent();
    return e.breakdown().get();
  }

  @Test
  void examplesThatAreNoNumbers() {
    Breakdown found = breakdown(RECIPE, data(1, Double.NaN), Precision.FLOAT32);
    assertThat(found.cause()).isEqualTo(Breakdown.Cause.DATA);
    assertThat(found.epoch()).isEqualTo(1);
    assertThat(found.batch()).isEqualTo(3);
    assertThat(found.value().shape().index(found.position())).containsExactly(1, 1);
    assertThat(found.text()).contains("x of shape [4, 2] has 1 of 8 numbers not finite");
  }

  @Test
  void examplesTooLargeForThePrecision() {
    Breakdown found = breakdown(RECIPE, data(1, 3e38), Precision.FLOAT32);
    assertThat(found.batch()).isBetween(3, 4);
    assertThat(found.cause()).isEqualTo(Breakdown.Cause.FEATURES);
    assertThat(found.inputs()).allSatisfy(t -> assertThat(t.toArray()).doesNotContain(Double.NaN));
  }

  @ParameterizedTest
  @CsvSource({"1e6, FLOAT32", "1e38, FLOAT32", "1e150, FLOAT64"})
  void stepsTooLong(double rate, Precision precision) {
    Breakdown found = breakdown(RECIPE.with(new Sgd(rate)).withL2(0.1), data(1, 1), precision);
    assertThat(found.cause()).as(found.text()).isEqualTo(Breakdown.Cause.LEARNING_RATE);
    assertThat(found.learningRate()).hasValue(rate);
    assertThat(found.text())
        .contains("learning rate is too high")
        .containsPattern("first in (layer|the (loss|gradient|update))");
  }

  /** Its steps find their own length, so no rate is to blame. */
  @Test
  void lbfgsHasNoLearningRate() {
    Recipe recipe = RECIPE.with(new QuasiNewton()).withBatchSize(16);
    Breakdown found = breakdown(recipe, data(3e38, 3e38), Precision.FLOAT32);
    assertThat(found.cause()).isEqualTo(Breakdown.Cause.FEATURES);
    assertThat(found.text()).contains("in epoch 1, batch 1\n  first in").doesNotContain("rate");
  }

  @Test
  void namesTheLayer() {
    Trainer trainer = new Trainer(NETWORK, RECIPE, Precision.FLOAT32);
    trainer.load(Map.of("dense_2.weight", Tensor.filled(Shape.of(3, 2), 3e38)));
    TrainingException e =
        catchThrowableOfType(
            TrainingException.class, () -> trainer.epoch(data(5, 5), Progress.NONE));
    assertThat(e.breakdown().orElseThrow().place()).isEqualTo("layer dense_2");
  }

  /** A step of a graph of one's own: the loss is f(x, w), and w stays. */
  private static Breakdown own(double w, BiFunction<Expr, Expr, Expr> loss) {
    return own(w, 0, 0, data(1, 0), loss);
  }

  /** The same, with w going down by so much times the rate, and other numbers that stay. */
  private static Breakdown own(
      double w, double slope, int others, Dataset data, BiFunction<Expr, Expr, Expr> loss) {
    Engine machine = Engine.float32();
    Expr weight = Expr.variable("own.weight", 2);
    Expr other = Expr.variable("other", others);
    Expr rate = Expr.variable("rate");
    machine.write(weight, Tensor.vector(w, w));
    Batches steps =
        new Batches(
            machine,
            NETWORK,
            CrossEntropy.PLAIN,
            (x, y) ->
                new Program(
                    List.of(loss.apply(x, weight).mean(), y.sum()),
                    Map.of(
                        weight,
                        weight.minus(Expr.filled(Shape.of(2), slope).times(rate)),
                        other,
                        other)));
    Expr momentum = Expr.variable("momentum");
    Course course =
        new Course(
            NETWORK, RECIPE, machine, steps, rate, momentum, Optional.empty(), Optional.empty());
    TrainingException e =
        catchThrowableOfType(
            TrainingException.class,
            () -> {
              while (course.epoch() <= RECIPE.epochs()) {
                course.advance(data, Progress.NONE, () -> false);
                course.endEpoch(course.tally().score().loss());
              }
            });
    return e.breakdown().orElseThrow();
  }

  @Test
  void theLogarithmOfZero() {
    Breakdown found = own(1, (x, w) -> Functions.log(Functions.abs(x.times(w))));
    assertThat(found.cause()).isEqualTo(Breakdown.Cause.LOGARITHM);
    assertThat(found.node().op().name()).isEqualTo("log");
    assertThat(found.batch()).isEqualTo(3);
    assertThat(found.text()).contains("the first -Infinity at [1, 1]").contains("there 0.00000\n");
  }

  /** 0.1 · 10 less in each step: 0 before the step after the hundredth, four being an epoch. */
  @ParameterizedTest
  @ValueSource(ints = {0, 100_000, 10_000_000}) // copied at each epoch, some, none but the first
  void manyEpochsAfterTrainingBegan(int others) {
    Breakdown found = own(100, 10, others, data(1, 1), (x, w) -> Functions.log(x.times(0).plus(w)));
    assertThat(found.cause()).isEqualTo(Breakdown.Cause.LOGARITHM);
    assertThat(found.epoch()).isEqualTo(26);
    assertThat(found.batch()).isEqualTo(1);
    assertThat(found.text()).contains("the loss became -Infinity in epoch 26, batch 1");
  }

  /** Adam's second moment overflows first: its steps then become 0, and the loss stays finite. */
  @Test
  void whatTheOptimizerRemembers() {
    Breakdown found = breakdown(RECIPE.with(new Adam(1e-6)), data(1e30, 1e30), Precision.FLOAT32);
    assertThat(found.event()).contains("no longer finite");
    assertThat(found.epoch()).isEqualTo(1);
    assertThat(found.cause()).isNotEqualTo(Breakdown.Cause.DATA);
  }

  /** So many weights that few steps are not worth a look at what the optimiser remembers. */
  @Test
  void whatTheOptimizerRemembersIsLookedAtInTheEnd() {
    Network wide = Network.of(Shape.of(2), new Dense(9000), Activation.RELU, new Dense(2));
    Recipe recipe = RECIPE.with(new Adam(1e-6)).withEpochs(2);
    TrainingException e =
        catchThrowableOfType(
            TrainingException.class,
            () ->
                new Trainer(wide, recipe, Precision.FLOAT32)
                    .fit(data(1e30, 1e30), Optional.empty(), Progress.NONE));
    assertThat(e.breakdown().orElseThrow().epoch()).isEqualTo(1);
  }

  @Test
  void divisionByZero() {
    Breakdown found = own(1, (x, w) -> Expr.filled(x.shape(), 1).dividedBy(x.times(w)));
    assertThat(found.cause()).isEqualTo(Breakdown.Cause.DIVISION);
    assertThat(found.batch()).isEqualTo(3);
  }

  @Test
  void aPowerOfWhatIsBelowZero() {
    Breakdown found = own(1, (x, w) -> x.times(w).power(1.5));
    assertThat(found.cause()).isEqualTo(Breakdown.Cause.POWER);
    assertThat(found.batch()).isEqualTo(1);
  }

  @Test
  void anExponentialThatOverflows() {
    Breakdown found = own(100, (x, w) -> Functions.exp(x.times(w)));
    assertThat(found.cause()).isEqualTo(Breakdown.Cause.EXPONENTIAL);
    assertThat(Arrays.stream(found.inputs().getFirst().toArray()).max().orElseThrow())
        .isGreaterThan(88.8);
  }
}
