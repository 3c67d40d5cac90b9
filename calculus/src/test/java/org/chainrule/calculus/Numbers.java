package org.chainrule.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;

/** Random tensors, and tensors compared. */
final class Numbers {
  private Numbers() {}

  /** Numbers from ±(0.5, 1). */
  static Tensor random(Shape shape, Random random) {
    double[] values = new double[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (0.5 + random.nextDouble() / 2) * (random.nextBoolean() ? 1 : -1);
    }
    return Tensor.of(shape, values);
  }

  /** ⟨a, b⟩. */
  static double dot(Tensor a, Tensor b) {
    double sum = 0;
    for (int i = 0; i < a.shape().elements(); i++) {
      sum += a.at(i) * b.at(i);
    }
    return sum;
  }

  /** Σ |aᵢ bᵢ|, which the rounding errors of ⟨a, b⟩ are proportional to. */
  static double magnitude(Tensor a, Tensor b) {
    double sum = 0;
    for (int i = 0; i < a.shape().elements(); i++) {
      sum += Math.abs(a.at(i) * b.at(i));
    }
    return sum;
  }

  /** Fails unless every element is that close, relative to the largest expected one. */
  static void assertClose(Tensor actual, Tensor expected, double tolerance) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    double scale = 0;
    for (double value : expected.toArray()) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int i = 0; i < expected.shape().elements(); i++) {
      boolean same = Double.compare(actual.at(i), expected.at(i)) == 0;
      boolean close = Math.abs(actual.at(i) - expected.at(i)) <= tolerance * scale;
      assertThat(same || close).as("place %d of %s, expected %s", i, actual, expected).isTrue();
    }
  }

  /** Σ ⟨weights, node⟩ as a graph. */
  static Expr projection(Expr node, Tensor weights) {
    return node.times(Expr.constant(weights)).sum();
  }
}
