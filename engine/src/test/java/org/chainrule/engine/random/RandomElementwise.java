package org.chainrule.engine.random;

import static org.chainrule.graph.Functions.abs;
import static org.chainrule.graph.Functions.arccos;
import static org.chainrule.graph.Functions.arcsin;
import static org.chainrule.graph.Functions.arctan;
import static org.chainrule.graph.Functions.cos;
import static org.chainrule.graph.Functions.cubeRoot;
import static org.chainrule.graph.Functions.elu;
import static org.chainrule.graph.Functions.equal;
import static org.chainrule.graph.Functions.erf;
import static org.chainrule.graph.Functions.exp;
import static org.chainrule.graph.Functions.leakyRelu;
import static org.chainrule.graph.Functions.less;
import static org.chainrule.graph.Functions.lessOrEqual;
import static org.chainrule.graph.Functions.log;
import static org.chainrule.graph.Functions.maximum;
import static org.chainrule.graph.Functions.minimum;
import static org.chainrule.graph.Functions.relu;
import static org.chainrule.graph.Functions.sigmoid;
import static org.chainrule.graph.Functions.sign;
import static org.chainrule.graph.Functions.sin;
import static org.chainrule.graph.Functions.softplus;
import static org.chainrule.graph.Functions.tanh;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Expm1;
import org.chainrule.graph.op.Log1p;
import org.chainrule.graph.op.Select;

/** Random functions of numbers, away from their singularities. */
final class RandomElementwise {
  private static final double[] POWERS = {-3, -2, -1, -0.5, 0, 0.5, 1, 1.7, 2, 3, 4, 5};

  private final Pool pool;
  private final Dice dice;

  RandomElementwise(Pool pool) {
    this.pool = pool;
    this.dice = pool.dice;
  }

  Expr unary() {
    Expr x = pool.within(3, pool.pick());
    return switch (dice.below(22)) {
      case 0 -> pool.known(exp(x), 21);
      case 1 -> pool.known(Expr.of(new Expm1(), x), 21);
      case 2 -> pool.known(log(positive(x)), 3);
      case 3 -> pool.known(Expr.of(new Log1p(), positive(x)), 3);
      case 4 -> pool.known(sin(x), 1);
      case 5 -> pool.known(cos(x), 1);
      case 6 -> pool.known(tanh(x), 1);
      case 7 -> pool.known(erf(x), 1);
      case 8 -> pool.known(sigmoid(x), 1);
      case 9 -> pool.known(relu(x, dice.below(2)), 3);
      case 10 -> pool.known(leakyRelu(x, 0.01), 3);
      case 11 -> pool.known(elu(x, 1), 3);
      case 12 -> pool.known(softplus(x), 4);
      case 13 -> pool.known(abs(x), 3);
      case 14 -> pool.known(x.negate(), 3);
      case 15 -> pool.known(x.power(dice.below(4)), 27);
      case 16 -> pool.known(tanh(pool.pick()), 1);
      case 17 -> pool.known(arctan(x), 1.6);
      case 18 -> pool.known(arcsin(small(x)), 0.6);
      case 19 -> pool.known(arccos(small(x)), 2.2);
      case 20 -> pool.known(cubeRoot(positive(x)), 2.2);
      default -> power(positive(x));
    };
  }

  private Expr positive(Expr x) {
    return pool.known(x.times(x).plus(0.5), 10);
  }

  /** Between −1/2 and 1/2. */
  private Expr small(Expr x) {
    return pool.known(x.dividedBy(x.times(x).plus(1)), 0.5);
  }

  private Expr power(Expr x) {
    double exponent = POWERS[dice.below(POWERS.length)];
    return pool.known(x.power(exponent), Math.pow(exponent < 0 ? 0.5 : 10, exponent));
  }

  Expr binary() {
    Expr a = pool.within(30, pool.pick());
    Expr b = dice.oneIn(3) ? Expr.constant((dice.below(5) - 2) * 0.3) : partner(a);
    b = pool.within(30, pool.known(b, 2));
    double sum = pool.bound(a) + pool.bound(b);
    return switch (dice.below(6)) {
      case 0 -> pool.known(a.plus(b), sum);
      case 1 -> pool.known(a.minus(b), sum);
      case 2 -> pool.known(a.times(b), pool.bound(a) * pool.bound(b));
      case 3 -> pool.known(a.dividedBy(b.times(b).plus(1)), pool.bound(a));
      case 4 -> pool.known(maximum(a, b), sum);
      default -> pool.known(minimum(a, b), sum);
    };
  }

  /** A node that broadcasts with this one to its shape. */
  private Expr partner(Expr a) {
    List<Integer> sizes = new ArrayList<>(a.shape().sizes());
    for (int axis = 0; axis < sizes.size(); axis++) {
      if (dice.oneIn(4)) {
        sizes.set(axis, 1);
      }
    }
    Shape shape = new Shape(sizes);
    return pool.ofShape(shape.range(dice.below(shape.rank() + 1), shape.rank()));
  }

  /** What jumps: comparisons, signs and choices. */
  Expr discrete() {
    Expr a = pool.pick();
    Expr b = dice.of(pool.ofSameShape(a.shape()));
    return switch (dice.below(6)) {
      case 0 -> pool.known(less(a, b), 1);
      case 1 -> pool.known(lessOrEqual(a, b), 1);
      case 2 -> pool.known(equal(a, b), 1);
      case 3 -> pool.known(sign(a), 1);
      default -> {
        Expr then = pool.ofShape(a.shape());
        Expr condition = dice.oneIn(2) ? less(a, b) : relu(a);
        yield pool.known(Select.of(condition, then, b), pool.bound(then) + pool.bound(b));
      }
    };
  }
}
