package org.chainrule.explain.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chainrule.graph.Functions.abs;
import static org.chainrule.graph.Functions.cos;
import static org.chainrule.graph.Functions.exp;
import static org.chainrule.graph.Functions.leakyRelu;
import static org.chainrule.graph.Functions.log;
import static org.chainrule.graph.Functions.norm;
import static org.chainrule.graph.Functions.pow;
import static org.chainrule.graph.Functions.relu;
import static org.chainrule.graph.Functions.sigmoid;
import static org.chainrule.graph.Functions.sin;
import static org.chainrule.graph.Functions.softmax;
import static org.chainrule.graph.Functions.sqrt;
import static org.chainrule.graph.Functions.tanh;

import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Jacobian;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Sigmoid;
import org.chainrule.graph.op.Softplus;
import org.junit.jupiter.api.Test;

/** Identities that hold, and near misses that don't. */
class CanonicalFormTest {
  private final Expr x = Expr.variable("x");
  private final Expr y = Expr.variable("y");
  private final Expr z = Expr.variable("z");
  private final Expr one = Expr.constant(1);

  private static void same(Expr a, Expr b) {
    assertThat(CanonicalForm.same(a, b)).isTrue();
  }

  private static void different(Expr a, Expr b) {
    assertThat(CanonicalForm.same(a, b)).isFalse();
  }

  @Test
  void orderGroupingAndDistributionLeaveNoTrace() {
    same(x.plus(y).times(z), z.times(y).plus(z.times(x)));
    same(
        x.plus(y).power(3).minus(x.power(3)),
        y.times(x.power(2).times(3).plus(x.times(y).times(3)).plus(y.power(2))));
    different(x.plus(y).power(2), x.power(2).plus(y.power(2)));
    same(x.dividedBy(3), x.times(1.0 / 3));
  }

  @Test
  void fractionsAreMultipliedOut() {
    Expr a = one.dividedBy(x.plus(1)).minus(one.dividedBy(x.minus(1)));
    same(a, Expr.constant(-2).dividedBy(x.power(2).minus(1)));
    different(a, Expr.constant(2).dividedBy(x.power(2).minus(1)));
    same(x.power(2).minus(y.power(2)).dividedBy(x.minus(y)), x.plus(y));
    Expr nested = one.dividedBy(one.plus(one.dividedBy(x.plus(y))));
    same(nested, x.plus(y).dividedBy(x.plus(y).plus(1)));
  }

  @Test
  void lawsOfExponentialsLogarithmsAndRoots() {
    same(exp(x.plus(y)), exp(x).times(exp(y)));
    same(log(x.times(y).power(2)), log(x).plus(log(y)).times(2));
    same(pow(x, Expr.constant(3)), x.power(3));
    same(log(exp(x).times(y)), x.plus(log(y)));
    same(sqrt(x.times(4)), sqrt(x).times(2));
    same(sqrt(x.power(2)), abs(x));
    different(sqrt(x.power(2)), x);
    same(sqrt(Expr.constant(8)), sqrt(Expr.constant(2)).times(2));
    same(sin(x).power(2), one.minus(cos(x).power(2)));
    same(sin(x.negate()), sin(x).negate());
    different(sin(x.negate()), sin(x));
  }

  @Test
  void sigmoidAndItsKin() {
    Expr s = sigmoid(x);
    same(s.times(one.minus(s)), Gradient.by(s, x));
    same(one.minus(s), sigmoid(x.negate()));
    same(s.times(one.minus(s)), exp(x).dividedBy(exp(x).plus(1).power(2)));
    same(tanh(x), sigmoid(x.times(2)).times(2).minus(1));
    same(
        Gradient.by(tanh(x), x), Expr.constant(4).dividedBy(exp(x).plus(exp(x.negate())).power(2)));
    same(Expr.of(new Softplus(), x), log(one.plus(exp(x))));
    different(s.times(one.minus(s)), s);
    assertThat(new Sigmoid()).isEqualTo(s.op());
  }

  @Test
  void piecewiseFunctions() {
    same(relu(x).minus(relu(x.negate())), x);
    same(leakyRelu(x, 0.01), relu(x).minus(relu(x.negate()).times(0.01)));
    same(relu(x.times(3)), relu(x).times(3));
    different(relu(x.times(-3)), relu(x).times(-3));
    same(relu(exp(x)), exp(x));
    same(relu(x).power(2), relu(x).times(x));
  }

  @Test
  void matricesElementByElement() {
    Expr a = Expr.variable("A", 2, 3);
    Expr b = Expr.variable("B", 3, 2);
    Expr v = Expr.variable("v", 2);
    same(a.matmul(b).transpose(), b.transpose().matmul(a.transpose()));
    different(a.matmul(b), a.matmul(b).transpose());
    different(a.matmul(b), b.transpose().matmul(a.transpose()));
    same(
        Gradient.by(v.matmul(a.matmul(b)).matmul(v), a),
        v.reshape(2, 1).matmul(b.matmul(v).reshape(1, 3)));
    Expr w = Expr.variable("w", 3);
    same(Gradient.by(norm(w), w), w.dividedBy(norm(w)));
    Expr s = softmax(w);
    Expr diagonal =
        Expr.constant(
                org.chainrule.graph.Tensor.matrix(
                    new double[] {1, 0, 0}, new double[] {0, 1, 0}, new double[] {0, 0, 1}))
            .times(s);
    same(Jacobian.of(s, w), diagonal.minus(s.reshape(3, 1).matmul(s.reshape(1, 3))));
  }

  @Test
  void tooLargeTellsNothing() {
    Expr sum = x.plus(y).plus(z).plus(Expr.variable("v")).plus(Expr.variable("w")).power(20);
    different(sum.times(sum), sum.power(2));
  }
}
