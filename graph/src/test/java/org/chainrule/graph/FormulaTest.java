package org.chainrule.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chainrule.graph.Functions.cubeRoot;
import static org.chainrule.graph.Functions.exp;
import static org.chainrule.graph.Functions.less;
import static org.chainrule.graph.Functions.log;
import static org.chainrule.graph.Functions.sigmoid;
import static org.chainrule.graph.Functions.sin;

import org.junit.jupiter.api.Test;

class FormulaTest {
  private static final Expr X = Expr.variable("x");
  private static final Expr Y = Expr.variable("y");
  private static final Expr Z = Expr.variable("z");

  @Test
  void readsAsAPersonWritesIt() {
    assertThat(Formula.of(log(X).plus(exp(Y).times(Z)))).isEqualTo("ln(x) + exp(y)·z");
    assertThat(Formula.of(sigmoid(X.times(2).minus(1)))).isEqualTo("σ(x·2 − 1)");
    assertThat(Formula.of(X.power(2).plus(X.power(-1)).plus(X.power(0.5))))
        .isEqualTo("x² + x⁻¹ + √x");
    assertThat(Formula.of(cubeRoot(X.plus(1)).plus(X.power(-2 / 3.0)).plus(X.power(1.5))))
        .isEqualTo("∛(x + 1) + x^(−2/3) + x^1.5");
    assertThat(Formula.of(less(X, Y))).isEqualTo("[x < y]");
    Expr a = Expr.variable("A", 2, 3);
    Expr b = Expr.variable("b", 3);
    assertThat(Formula.of(a.transpose().matmul(a).matmul(b))).isEqualTo("Aᵀ A b");
  }

  /** Without these parentheses each would mean something else. */
  @Test
  void keepsTheParenthesesThatMatter() {
    assertThat(Formula.of(X.plus(Y).times(Z))).isEqualTo("(x + y)·z");
    assertThat(Formula.of(X.minus(Y.minus(Z)))).isEqualTo("x − (y − z)");
    assertThat(Formula.of(X.dividedBy(Y.dividedBy(Z)))).isEqualTo("x/(y/z)");
    assertThat(Formula.of(X.times(Y.times(Z)))).isEqualTo("x·(y·z)");
    assertThat(Formula.of(X.dividedBy(Y.times(Z)))).isEqualTo("x/(y·z)");
    assertThat(Formula.of(X.plus(Y).power(2))).isEqualTo("(x + y)²");
    assertThat(Formula.of(X.power(2).power(3))).isEqualTo("(x²)³");
    assertThat(Formula.of(X.negate().power(2))).isEqualTo("(−x)²");
    assertThat(Formula.of(X.minus(Y.negate()))).isEqualTo("x − (−y)");
    assertThat(Formula.of(X.times(-2))).isEqualTo("x·(−2)");
  }

  @Test
  void namesLongPartsThatStandInSeveralPlaces() {
    Expr part = sin(X.times(Y).plus(Z).times(X).plus(exp(Z)));
    assertThat(Formula.of(part.times(part).plus(part)))
        .isEqualTo("v1 = sin((x·y + z)·x + exp(z))\nv1·v1 + v1");
  }

  @Test
  void tellsTheSettingsOfAnOp() {
    Expr a = Expr.variable("A", 2, 3);
    assertThat(Formula.of(a.slice(1, 0, 1).plus(a.slice(1, 1, 2))))
        .isEqualTo("slice[0, 0]:[2, 1](A) + slice[0, 1]:[2, 2](A)");
    assertThat(Formula.of(a.sum(0))).isEqualTo("sum[0](A)");
    assertThat(Formula.of(Functions.leakyRelu(X, 0.1))).isEqualTo("leakyRelu[0.1](x)");
    Expr cube = Expr.variable("B", 2, 3, 4);
    assertThat(Formula.of(cube.transpose(1, 0, 2))).isEqualTo("transpose[1, 0, 2](B)");
  }

  @Test
  void namesNothingAsAVariableIsNamed() {
    Expr own = Expr.variable("v1");
    Expr part = sin(own.times(Y).plus(Z).times(own).plus(exp(Z)));
    assertThat(Formula.of(part.times(part))).isEqualTo("v2 = sin((v1·y + z)·v1 + exp(z))\nv2·v2");
  }

  /** Written out, this would have 2¹⁰⁰ leaves. */
  @Test
  void growsWithTheGraphOnly() {
    Expr node = X;
    for (int i = 0; i < 100; i++) {
      node = node.plus(node).times(Y);
    }
    assertThat(Formula.of(node)).hasSizeLessThan(10_000);
  }
}
