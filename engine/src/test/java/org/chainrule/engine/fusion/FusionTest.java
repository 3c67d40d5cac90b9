package org.chainrule.engine.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chainrule.graph.Functions.exp;
import static org.chainrule.graph.Functions.relu;
import static org.chainrule.graph.Functions.tanh;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.calculus.Gradient;
import org.chainrule.engine.network.Adam;
import org.chainrule.engine.network.Networks;
import org.chainrule.engine.network.Training;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Compare;
import org.chainrule.graph.op.Exp;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Relu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How many groups graphs become, what is in memory between them, and that none waits for itself.
 */
class FusionTest {
  private final Expr x = Expr.variable("x", 20, 30);
  private final Expr square = Expr.variable("square", 32, 32);

  static List<Training> networks() {
    return Networks.all();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 32, 3000})
  void softmaxCrossEntropyWithItsGradientIsOneGroup(int batch) {
    Expr logits = Expr.variable("logits", batch, 10);
    Expr losses = Networks.crossEntropy(logits, Expr.variable("labels", batch));
    Expr gradient = Gradient.by(losses.mean(), logits);
    Fused fused = Fused.of(losses, gradient);
    assertThat(fused.fusion().works()).containsExactly(fused.group(0)).contains(fused.group(1));
    assertThat(fused.stores(Exp.class)).isFalse();
  }

  @Test
  void theThreeUpdatesOfAdamAreOneGroupAndWhatIsTheSameForAllParametersAnother() {
    Expr weights = Expr.variable("weights", 300, 100);
    Expr bias = Expr.variable("bias", 300, 1, 100);
    Map<Expr, Expr> gradients =
        Map.of(weights, Expr.variable("g", 300, 100), bias, Expr.variable("h", 300, 1, 100));
    Expr gradient = Expr.variable("gradient", 300, 100);
    Fused one = Fused.of(List.copyOf(Adam.updates(Map.of(weights, gradient)).values()));
    assertThat(one.fusion().works()).hasSize(2);
    assertThat(one.group(1)).isSameAs(one.group(2)).isSameAs(one.group(3));
    Fused two = Fused.of(List.copyOf(Adam.updates(gradients).values()));
    assertThat(two.group(1)).isSameAs(two.group(2)).isSameAs(two.group(3));
    assertThat(two.group(4)).isSameAs(two.group(5)).isSameAs(two.group(6));
  }

  @Test
  void theMaskOfReluIsNotInMemoryAndItsArgumentNeither() {
    Expr inputs = Expr.variable("inputs", 64, 48);
    Expr first = Expr.variable("first", 48, 64);
    Expr bias = Expr.variable("bias", 64);
    Expr second = Expr.variable("second", 64, 40);
    Expr loss = relu(inputs.matmul(first).plus(bias)).matmul(second).power(2).sum();
    List<Expr> roots = new ArrayList<>(List.of(loss));
    roots.addAll(Gradient.of(loss, first, bias, second).values());
    Fused fused = Fused.of(roots);
    assertThat(fused.groupsWith(Compare.class)).hasSize(1);
    assertThat(fused.stores(Compare.class)).isFalse();
    assertThat(fused.groupsWith(Relu.class)).hasSize(1);
    assertThat(fused.stores(Relu.class)).isTrue();
    assertThat(fused.stores(Add.class)).isFalse();
  }

  @Test
  void aLightNodeIsComputedInBothReaders() {
    Expr light = square.times(2);
    Fused fused = Fused.of(light.sum(0), light.sum(1));
    assertThat(fused.groupsWith(Multiply.class)).containsExactly(fused.group(0), fused.group(1));
    assertThat(fused.fusion().works()).hasSize(2);
    assertThat(fused.stores(Multiply.class)).isFalse();
  }

  @Test
  void aLightNodeIsInMemoryForThoseWhoCannotComputeIt() {
    Expr large = Expr.variable("large", 64, 64);
    Expr light = large.times(2);
    Fused fused = Fused.of(light.matmul(large), exp(light).sum(1));
    assertThat(fused.groupsWith(Multiply.class)).isNotEmpty();
    assertThat(fused.stores(Multiply.class)).isTrue();
    assertThat(fused.mistakes()).isEmpty();
  }

  @Test
  void whatIsNotLightIsComputedOnce() {
    Expr heavy = exp(square);
    Fused fused = Fused.of(heavy.sum(0), heavy.sum(1));
    assertThat(fused.groupsWith(Exp.class)).hasSize(1);
    assertThat(fused.stores(Exp.class)).isTrue();
  }

  @Test
  void aTransposedReaderIsAGroupOfItsOwn() {
    Expr transposed = exp(x).transpose().plus(Expr.variable("y", 30, 20));
    Expr symmetric = exp(square).plus(exp(square).transpose());
    for (Expr sum : List.of(transposed, symmetric)) {
      Fused fused = Fused.of(sum);
      assertThat(fused.fusion().works()).hasSize(2);
      assertThat(fused.stores(Exp.class)).isTrue();
      assertThat(fused.mistakes()).isEmpty();
    }
  }

  @Test
  void aReaderOfARepeatedTotalIsInItsGroup() {
    Expr column = x.sum(1).reshape(20, 1);
    for (Expr root :
        List.of(
            x.minus(column),
            tanh(x.minus(exp(x.mean(0)))),
            x.times(exp(x.sum())),
            exp(x.minus(x.mean(0)).power(2).mean(0)))) {
      assertThat(Fused.of(root).fusion().works()).as("%s", root).hasSize(1);
    }
  }

  @Test
  void aReaderOfARepeatedNodeIsAGroupOfItsOwn() {
    Fused fused = Fused.of(exp(Expr.variable("row", 30)).broadcast(Shape.of(20, 30)).plus(x));
    assertThat(fused.fusion().works()).hasSize(2);
    assertThat(fused.groupsWith(Exp.class).getFirst().domain()).containsExactly(30);
    assertThat(fused.group(0).domain()).containsExactly(20, 30);
  }

  @Test
  void totalsOverDifferentAxesAreGroupsOfTheirOwn() {
    Fused fused = Fused.of(x.sum(0), x.sum(1), x.max(1), x.sum());
    assertThat(fused.group(0).reduced()).containsExactly(0);
    assertThat(fused.group(1).reduced()).containsExactly(1);
    assertThat(fused.group(3).reduced()).containsExactly(0, 1);
  }

  /** A product between two elementwise nodes of one size keeps them apart. */
  @Test
  void aNodeDoesNotJoinAGroupThatItWaitsFor() {
    Expr inner = exp(square);
    Expr product = inner.matmul(Expr.variable("other", 32, 32));
    Fused fused = Fused.of(product.plus(inner), tanh(square));
    assertThat(fused.group(0)).isNotSameAs(fused.groupsWith(Exp.class).getFirst());
    assertThat(fused.mistakes()).isEmpty();
  }

  /** The part needs in memory what its reader would compute by itself. */
  @Test
  void aLightNodeAndAPartOfIt() {
    Expr light = square.plus(square);
    Expr part = light.transpose().slice(0, 3, 4).reshape(32, 1);
    for (Expr root :
        List.of(
            relu(light).plus(part),
            part.broadcast(square.shape()).plus(relu(light)),
            relu(light).plus(part).sum(1),
            relu(light).plus(part).matmul(Expr.variable("vector", 32)))) {
      assertThat(Fused.of(root).mistakes()).as("%s", root).isEmpty();
    }
  }

  @Test
  void noGroupOfARandomGraphWaitsForItself() {
    int groups = 0;
    for (long seed = 0; seed < 1000; seed++) {
      Fused fused = Fused.of(RandomGraph.of(seed));
      for (Work work : fused.fusion().works()) {
        assertThat(work.before().get(work.number())).as("seed %d: %s", seed, work).isFalse();
      }
      assertThat(fused.mistakes()).as("seed %d", seed).isEmpty();
      groups += fused.fusion().works().size();
    }
    assertThat(groups).isGreaterThan(1000 * 4);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void noGroupOfATrainingStepWaitsForItself(Training network) {
    assertThat(Fused.of(network.program().roots()).mistakes()).isEmpty();
  }
}
