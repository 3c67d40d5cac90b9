package org.chainrule.explain.formula;

import static org.assertj.core.api.Assertions.assertThat;

import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.junit.jupiter.api.Test;

class SizesTest {
  @Test
  void namedSizesAreSmallAndLikeNoOther() {
    FormulaProgram program =
        FormulaProgram.parse("X*V + B", Given.NOTHING.shape("X: n,d; V: d,2; B: n,2; q: 3"));
    assertThat(program.sizes().numbers().values()).doesNotHaveDuplicates().doesNotContain(1, 2, 3);
    assertThat(program.sizes().text(program.objective().value().shape())).isEqualTo("n×2");
    assertThat(program.sizes().text(Shape.SCALAR)).isEqualTo("scalar");
  }

  @Test
  void valuesFixNamedSizes() {
    FormulaProgram program =
        FormulaProgram.parse(
            "w'x", Given.NOTHING.shape("w, x: n").at("x", Tensor.vector(1, 2, 3, 4)));
    assertThat(program.sizes().numbers()).containsEntry("n", 4);
    assertThat(program.node("w").shape()).isEqualTo(Shape.of(4));
  }

  @Test
  void aValueSaysTheShape() {
    FormulaProgram program =
        FormulaProgram.parse("W x", Given.NOTHING.at("W = [1, 2; 3, 4; 5, 6], x = [1; 1/2]"));
    assertThat(program.node("W").shape()).isEqualTo(Shape.of(3, 2));
    assertThat(program.values().get(program.node("x"))).isEqualTo(Tensor.vector(1, 0.5));
    FormulaProgram column =
        FormulaProgram.parse("W'", Given.NOTHING.shape("W: 3,1").at("W=[1,2,3]"));
    assertThat(column.values().get(column.node("W"))).isEqualTo(Tensor.of(Shape.of(3, 1), 1, 2, 3));
  }

  @Test
  void rowsAreWrittenAsRows() {
    FormulaProgram program =
        FormulaProgram.parse("r = w'\nr A", Given.NOTHING.shape("w: n; A: n,m"));
    Quantity row = program.quantity("r");
    assertThat(program.sizes().matrixText(row.value().shape(), row.row())).isEqualTo("1×n");
    Quantity product = program.objective();
    assertThat(program.sizes().matrixText(product.value().shape(), product.row())).isEqualTo("1×m");
  }

  @Test
  void declarationsAndValuesInTheText() {
    FormulaProgram program =
        FormulaProgram.parse(
            """
            x_t: d      # every x with an index
            U: d, d
            given N = 2, a = -.5
            s_0 = zeros(d)
            s_n = a U*x_n + s_{n-1} for n = 1..N
            """);
    assertThat(program.variables())
        .extracting(v -> v.op().name())
        .containsExactly("a", "U", "x_1", "x_2");
    assertThat(program.node("x_2").shape()).isEqualTo(program.node("s_2").shape());
    assertThat(program.values()).containsOnlyKeys(program.node("a"));
  }
}
