package org.chainrule.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chainrule.graph.Functions.norm;
import static org.chainrule.graph.Functions.pow;
import static org.chainrule.graph.Functions.sin;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExprTest {
  private static final Expr X = Expr.variable("x");
  private static final Expr M = Expr.variable("m", 2, 3);

  private static Tensor value(Expr node) {
    return Interpreter.evaluate(node, Map.of());
  }

  /** 1, 2, 3, … in a shape. */
  private static Expr counting(int... sizes) {
    Shape shape = Shape.of(sizes);
    double[] values = IntStream.rangeClosed(1, shape.elements()).asDoubleStream().toArray();
    return Expr.constant(Tensor.of(shape, values));
  }

  @Test
  void theSameIsOneNode() {
    assertThat(sin(X).plus(1)).isSameAs(sin(Expr.variable("x")).plus(Expr.constant(1)));
    assertThat(Expr.variable("x", 2)).isNotSameAs(X);
    assertThat(Expr.constant(0.0)).isNotSameAs(Expr.constant(-0.0));
    assertThat(Expr.constant(Double.NaN)).isSameAs(Expr.constant(Double.NaN));
    assertThat(Variable.fresh("x", Shape.SCALAR)).isNotSameAs(Variable.fresh("x", Shape.SCALAR));
  }

  @Test
  void theSameIsOneNodeOnAllThreads() {
    List<Expr> built =
        Stream.generate(() -> "thread")
            .limit(8)
            .parallel()
            .map(name -> IntStream.range(0, 100).mapToObj(i -> chain(name, i)).toList())
            .flatMap(List::stream)
            .toList();
    assertThat(new HashSet<>(built)).hasSize(100);
  }

  private static Expr chain(String name, int length) {
    Expr node = Expr.variable(name);
    for (int i = 0; i < length; i++) {
      node = node.plus(1);
    }
    return node;
  }

  @Test
  void inputsComeBeforeTheirUsers() {
    Expr a = sin(X);
    Expr b = a.times(X);
    Expr c = a.plus(b);
    assertThat(Expr.inOrder(List.of(c))).containsExactly(X, a, b, c);
    assertThat(Expr.inOrder(List.of(b, c, a))).containsExactly(X, a, b, c);
  }

  @Test
  void aChainLongerThanTheStackIsInOrder() {
    Expr node = chain("long", 20_000);
    List<Expr> order = Expr.inOrder(List.of(node));
    Set<Expr> seen = new HashSet<>();
    assertThat(order).allMatch(n -> seen.containsAll(n.inputs()) && seen.add(n));
    assertThat(order).hasSize(20_002).last().isSameAs(node);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 3, ''",
    "2 3, 3, 2",
    "2, 2 3, 3",
    "2 3, 3 4, 2 4",
    "5 2 3, 5 3 4, 5 2 4",
    "2 5 2 3, 2 5 3 1, 2 5 2 1"
  })
  void matrixProducts(String left, String right, String result) {
    Expr a = Expr.variable("a", sizes(left));
    Expr b = Expr.variable("b", sizes(right));
    assertThat(a.matmul(b).shape()).isEqualTo(Shape.of(sizes(result)));
  }

  private static int[] sizes(String text) {
    return Stream.of(text.split(" "))
        .filter(word -> !word.isEmpty())
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  @Test
  void valuesOfMatrixProducts() {
    Expr v = counting(3);
    Expr a = counting(2, 3);
    assertThat(value(v.matmul(v))).isEqualTo(Tensor.scalar(14));
    assertThat(value(a.matmul(v))).isEqualTo(Tensor.vector(14, 32));
    assertThat(value(counting(2).matmul(a))).isEqualTo(Tensor.vector(9, 12, 15));
    assertThat(value(a.matmul(a.transpose())))
        .isEqualTo(Tensor.matrix(new double[][] {{14, 32}, {32, 77}}));
    Expr batch = counting(2, 2, 2);
    assertThat(value(batch.matmul(batch)))
        .isEqualTo(Tensor.of(Shape.of(2, 2, 2), 7, 10, 15, 22, 67, 78, 91, 106));
  }

  @Test
  void partsAndReductions() {
    Expr a = counting(2, 3);
    assertThat(value(a.slice(-1, 1, 3))).isEqualTo(Tensor.matrix(new double[][] {{2, 3}, {5, 6}}));
    assertThat(value(a.at(0, 1))).isEqualTo(Tensor.vector(4, 5, 6));
    assertThat(value(a.at(-1, 0))).isEqualTo(Tensor.vector(1, 4));
    assertThat(value(a.sum())).isEqualTo(Tensor.scalar(21));
    assertThat(value(a.sum(-2))).isEqualTo(Tensor.vector(5, 7, 9));
    assertThat(value(a.mean())).isEqualTo(Tensor.scalar(3.5));
    assertThat(value(a.mean(1))).isEqualTo(Tensor.vector(2, 5));
    assertThat(value(a.max(0))).isEqualTo(Tensor.vector(4, 5, 6));
    assertThat(value(a.transpose()))
        .isEqualTo(Tensor.matrix(new double[][] {{1, 4}, {2, 5}, {3, 6}}));
    assertThat(counting(2, 3, 4).transpose(2, 0, 1).shape()).isEqualTo(Shape.of(4, 2, 3));
  }

  @Test
  void operandsBroadcast() {
    assertThat(value(counting(2, 1).times(10).plus(counting(3))))
        .isEqualTo(Tensor.matrix(new double[][] {{11, 12, 13}, {21, 22, 23}}));
    assertThat(value(counting(3).dividedBy(2).minus(1))).isEqualTo(Tensor.vector(-.5, 0, .5));
  }

  @Test
  void whatChangesNothingIsNoNode() {
    assertThat(M.reshape(2, 3)).isSameAs(M);
    assertThat(M.broadcast(Shape.of(2, 3))).isSameAs(M);
  }

  @Test
  void composedFunctions() {
    assertThat(value(pow(counting(3), Expr.constant(2.5))).toArray())
        .containsExactly(new double[] {1, Math.pow(2, 2.5), Math.pow(3, 2.5)}, within(1e-14));
    assertThat(value(norm(Expr.constant(Tensor.matrix(new double[][] {{3, 0}, {0, -4}})))))
        .isEqualTo(Tensor.scalar(5));
  }
}
