package org.chainrule.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Scan;
import org.chainrule.learn.network.Flops;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class FlopsTest {
  /**
   * What a workload is made of, counted by hand.
   *
   * @param name the workload
   * @param parameters its numbers that are trained
   * @param products multiplications of an example: forward, by the weights, and by what the layer
   *     reads unless that is the input
   */
  record Count(String name, long parameters, long products) {}

  private static final long PIXELS = 32 * 32;

  static final List<Count> COUNTS =
      List.of(
          new Count("letters", 129 * 50 + 51 * 10, 2 * 128 * 50 + 3 * 50 * 10),
          new Count(
              "mlp",
              785 * 512 + 513 * 512 + 513 * 10,
              2 * 784 * 512 + 3 * 512 * 512 + 3 * 512 * 10),
          new Count(
              "cnn",
              10 * 32 + (9 * 32 + 1) * 64 + (49 * 64 + 1) * 128 + 129 * 10,
              2 * 784 * 9 * 32 + 3 * 196 * 9 * 32 * 64 + 3 * 49 * 64 * 128 + 3 * 128 * 10),
          new Count(
              "residual",
              28 * 64 + 2 * (9 * 64 * 64 + 2 * 64) + 65 * 10,
              2 * PIXELS * 27 * 64 + 6 * PIXELS * 9 * 64 * 64 + 3 * 64 * 10),
          new Count(
              "lstm",
              (64 + 256 + 1) * 1024 + 257 * 10,
              100 * (2 * 64 * 1024 + 3 * 256 * 1024) + 3 * 256 * 10),
          new Count("sentiment", 20_000 * 512 + 513 * 512 + 513 * 2, 3 * 512 * 512 + 3 * 512 * 2));

  @ParameterizedTest
  @FieldSource("COUNTS")
  void workloadsDoTheWorkThatTheyAreNamedFor(Count count) {
    Training training = (Training) Workloads.named(count.name).getFirst();
    assertThat(Parameter.trainedNumbers(training.network().parameters().stream()))
        .isEqualTo(count.parameters);
    Network network = training.network();
    Expr logits = network.apply(Expr.variable("x", network.input().prepend(training.batch())));
    List<Expr> parameters = network.parameters().stream().map(Parameter::variable).toList();
    assertThat(Flops.of(List.of(logits), parameters))
        .isEqualTo(2.0 * training.batch() * count.products);
  }

  @Test
  void batchedAndOuterProductsAreCounted() {
    Expr a = Expr.variable("a", 3, 4, 5);
    Expr b = Expr.variable("b", 3, 5, 6);
    Expr u = Expr.variable("u", 7);
    Expr v = Expr.variable("v", 8);
    Expr outer = Contract.of("i,j->ij", u, v);
    double products = 3 * 4 * 5 * 6 + 7 * 8;
    assertThat(Flops.of(List.of(a.matmul(b).plus(1), outer))).isEqualTo(2 * products);
    assertThat(Flops.of(List.of(a.matmul(b), outer), List.of(b, u, v)))
        .isEqualTo(2 * (2 * 3 * 4 * 5 * 6 + 3 * 7 * 8));
  }

  /** A state that begins with a constant depends on the weights after a step. */
  @Test
  void aLoopsBodyIsCountedForEveryStep() {
    Expr weights = Expr.variable("weights", 3, 3);
    Expr sequence = Expr.variable("sequence", 5, 3);
    Scan scan =
        Scan.of(
            List.of(Expr.filled(Shape.of(3), 0)),
            List.of(sequence),
            (states, slices) ->
                new Scan.Step(
                    List.of(states.getFirst().matmul(weights).plus(slices.getFirst())), List.of()));
    assertThat(Flops.of(scan.last())).isEqualTo(5 * 2 * 9);
    assertThat(Flops.of(scan.last(), List.of(sequence))).isEqualTo(5 * 2 * 9 * 2);
    assertThat(Flops.of(scan.last(), List.of(weights))).isEqualTo(5 * 2 * 9 * 3);
  }
}
