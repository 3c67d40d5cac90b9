package org.chainrule.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chainrule.graph.Functions.tanh;

import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Gather;
import org.chainrule.graph.op.ScatterAdd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not about single ops; those are in {@link EveryOpInBatchesTest}. */
class VectorizeTest {
  private static final Expr X = Expr.variable("x", 3);
  private static final Expr W = Expr.variable("w", 2, 3);
  private static final Expr MANY = Expr.variable("many", 5, 3);

  @Test
  void whatDependsOnNoMemberIsTheSameForAll() {
    List<Expr> outputs = Vectorize.over(List.of(W.matmul(X), W), Map.of(X, MANY));
    assertThat(outputs)
        .extracting(node -> node.shape().sizes())
        .containsExactly(List.of(5, 2), List.of(5, 2, 3));
    assertThat(outputs.get(1)).isSameAs(W.broadcast(W.shape().prepend(5)));
  }

  @Test
  void innerNodesCanBeReplacedToo() {
    Expr inner = W.matmul(X);
    Expr manyInner = Expr.variable("inner", 5, 2);
    Expr batched = Vectorize.over(List.of(tanh(inner)), Map.of(inner, manyInner)).getFirst();
    assertThat(batched).isSameAs(tanh(manyInner));
  }

  @Test
  void batchesOfDifferentSizesAreRefused() {
    Map<Expr, Expr> two = Map.of(X, MANY, W, Expr.variable("manyW", 4, 2, 3));
    assertThatThrownBy(() -> Vectorize.over(List.of(W.matmul(X)), two))
        .isInstanceOf(ShapeException.class)
        .hasMessageMatching("vectorize: batches of sizes \\[[45], [45]], not of one size");
    assertThatThrownBy(() -> Vectorize.over(List.of(X), Map.of(X, Expr.variable("other", 5, 4))))
        .isInstanceOf(ShapeException.class)
        .hasMessage("vectorize: shape [5, 4] is not [3] under a leading axis");
    assertThatThrownBy(() -> Vectorize.over(List.of(X), Map.of()))
        .isInstanceOf(ShapeException.class)
        .hasMessage("vectorize: batches of sizes [], not of one size");
  }

  /** Row 3 of a table of three is an error, not the first row of the next member's table. */
  @ParameterizedTest
  @ValueSource(doubles = {-1, 3, Double.NaN, 0.5})
  void aMemberCannotReachTheRowsOfAnother(double number) {
    Expr tables = Expr.variable("tables", 2, 3);
    Map<Expr, Tensor> values = Map.of(tables, Tensor.matrix(new double[][] {{1, 2, 3}, {4, 5, 6}}));
    Expr row = Expr.constant(number);
    Expr gathered = Vectorize.over(List.of(Gather.of(X, row)), Map.of(X, tables)).getFirst();
    assertThatThrownBy(() -> Interpreter.evaluate(gathered, values))
        .hasMessageStartingWith("gather: row number ");
    Expr summed = Vectorize.over(List.of(ScatterAdd.of(3, row, X)), Map.of(X, tables)).getFirst();
    assertThatThrownBy(() -> Interpreter.evaluate(summed, values))
        .hasMessageStartingWith("scatterAdd: row number ");
  }
}
