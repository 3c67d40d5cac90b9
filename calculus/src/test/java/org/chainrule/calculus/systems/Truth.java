package org.chainrule.calculus.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collection;
import java.util.Map;
import java.util.Random;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.samples.Reference;

/** Numbers from {@code systems.py}, and the comparison with them. */
final class Truth {
  private static final Reference REFERENCE =
      new Reference(Truth.class.getResourceAsStream("systems.csv"));

  private Truth() {}

  static Tensor of(String name) {
    return REFERENCE.get(name);
  }

  /** Fails unless every element is true to 10⁻¹² of itself. */
  static void assertTrue(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertTrue(actual.toArray(), expected.toArray());
  }

  /** Fails unless every element is true to 10⁻¹² of itself. */
  static void assertTrue(double[] actual, double... expected) {
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("place %d", i)
          .isCloseTo(expected[i], within(1e-12 * Math.abs(expected[i])));
    }
  }

  /** The values of nodes that are single numbers. */
  static double[] numbers(Collection<Expr> nodes, Map<Expr, Tensor> at) {
    return Interpreter.evaluate(nodes, at).stream().mapToDouble(Tensor::item).toArray();
  }

  static double number(Expr node, Map<Expr, Tensor> at) {
    return Interpreter.evaluate(node, at).item();
  }

  static Tensor random(Random random, int... sizes) {
    Shape shape = Shape.of(sizes);
    return Tensor.of(shape, random.doubles(shape.elements(), -1, 1).toArray());
  }
}
