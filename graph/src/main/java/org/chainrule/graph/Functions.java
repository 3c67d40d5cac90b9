package org.chainrule.graph;

import java.util.List;
import org.chainrule.graph.op.Absolute;
import org.chainrule.graph.op.Arccos;
import org.chainrule.graph.op.Arcsin;
import org.chainrule.graph.op.Arctan;
import org.chainrule.graph.op.ArgMax;
import org.chainrule.graph.op.Compare;
import org.chainrule.graph.op.Compare.Relation;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Cos;
import org.chainrule.graph.op.CubeRoot;
import org.chainrule.graph.op.Elu;
import org.chainrule.graph.op.Erf;
import org.chainrule.graph.op.Exp;
import org.chainrule.graph.op.Gather;
import org.chainrule.graph.op.LeakyRelu;
import org.chainrule.graph.op.Log;
import org.chainrule.graph.op.LogSumExp;
import org.chainrule.graph.op.Maximum;
import org.chainrule.graph.op.Minimum;
import org.chainrule.graph.op.Relu;
import org.chainrule.graph.op.Select;
import org.chainrule.graph.op.Sigmoid;
import org.chainrule.graph.op.Sign;
import org.chainrule.graph.op.Sin;
import org.chainrule.graph.op.Softplus;
import org.chainrule.graph.op.Tanh;

/** The functions of calculus and of neural networks, to be imported statically. */
public final class Functions {
  private Functions() {}

  /** eˣ. */
  public static Expr exp(Expr x) {
    return Expr.of(new Exp(), x);
  }

  /** The natural logarithm. */
  public static Expr log(Expr x) {
    return Expr.of(new Log(), x);
  }

  /** The square root; its derivative at 0 is ∞. */
  public static Expr sqrt(Expr x) {
    return x.power(0.5);
  }

  /** The sine of an angle in radians. */
  public static Expr sin(Expr x) {
    return Expr.of(new Sin(), x);
  }

  /** The cosine of an angle in radians. */
  public static Expr cos(Expr x) {
    return Expr.of(new Cos(), x);
  }

  /** The angle between −π/2 and π/2 with this tangent. */
  public static Expr arctan(Expr x) {
    return Expr.of(new Arctan(), x);
  }

  /** The angle from −π/2 to π/2 with this sine. */
  public static Expr arcsin(Expr x) {
    return Expr.of(new Arcsin(), x);
  }

  /** The angle from 0 to π with this cosine. */
  public static Expr arccos(Expr x) {
    return Expr.of(new Arccos(), x);
  }

  /** The hyperbolic tangent. */
  public static Expr tanh(Expr x) {
    return Expr.of(new Tanh(), x);
  }

  /** |x|; its derivative at 0 is 0. */
  public static Expr abs(Expr x) {
    return Expr.of(new Absolute(), x);
  }

  /** −1, 0 or 1. */
  public static Expr sign(Expr x) {
    return Expr.of(new Sign(), x);
  }

  /** ∛x, of numbers below 0 too. */
  public static Expr cubeRoot(Expr x) {
    return Expr.of(new CubeRoot(), x);
  }

  /** The error function. */
  public static Expr erf(Expr x) {
    return Expr.of(new Erf(), x);
  }

  /** aᵇ for a &gt; 0, as e^(b ln a). */
  public static Expr pow(Expr a, Expr b) {
    return exp(log(a).times(b));
  }

  /** The larger of two. */
  public static Expr maximum(Expr a, Expr b) {
    return new Maximum().of(a, b);
  }

  /** The smaller of two. */
  public static Expr minimum(Expr a, Expr b) {
    return new Minimum().of(a, b);
  }

  /** 1 where a &lt; b, else 0. */
  public static Expr less(Expr a, Expr b) {
    return new Compare(Relation.LESS).of(a, b);
  }

  /** 1 where a ≤ b, else 0. */
  public static Expr lessOrEqual(Expr a, Expr b) {
    return new Compare(Relation.LESS_OR_EQUAL).of(a, b);
  }

  /** 1 where a = b, else 0. */
  public static Expr equal(Expr a, Expr b) {
    return new Compare(Relation.EQUAL).of(a, b);
  }

  /** 1 where a &gt; b, else 0. */
  public static Expr greater(Expr a, Expr b) {
    return less(b, a);
  }

  /** {@code then} where the condition is not 0, else {@code otherwise}. */
  public static Expr select(Expr condition, Expr then, Expr otherwise) {
    return Select.of(condition, then, otherwise);
  }

  /** These one after the other along an axis. */
  public static Expr concatenate(int axis, Expr... parts) {
    return Concatenate.of(axis, List.of(parts));
  }

  /** The rows of a table with these numbers. */
  public static Expr gather(Expr table, Expr rows) {
    return Gather.of(table, rows);
  }

  /** σ(x) = 1/(1 + e⁻ˣ). */
  public static Expr sigmoid(Expr x) {
    return Expr.of(new Sigmoid(), x);
  }

  /** max(x, 0) with derivative 0 at 0. */
  public static Expr relu(Expr x) {
    return relu(x, 0);
  }

  /** max(x, 0) with the given derivative at 0, which is 0 or 1. */
  public static Expr relu(Expr x, int derivativeAtZero) {
    return Expr.of(new Relu(derivativeAtZero), x);
  }

  /** x above 0, slope · x below. */
  public static Expr leakyRelu(Expr x, double slope) {
    return Expr.of(new LeakyRelu(slope), x);
  }

  /** x above 0, α (eˣ − 1) below. */
  public static Expr elu(Expr x, double alpha) {
    return Expr.of(new Elu(alpha), x);
  }

  /** ln(1 + eˣ). */
  public static Expr softplus(Expr x) {
    return Expr.of(new Softplus(), x);
  }

  /** x Φ(x) = x/2 · (1 + erf(x/√2)), to within rounding errors of x (Hendrycks, Gimpel 2016). */
  public static Expr gelu(Expr x) {
    return x.times(0.5).times(erf(x.times(Math.sqrt(0.5))).plus(1));
  }

  /** x σ(x), also called swish. */
  public static Expr silu(Expr x) {
    return x.times(sigmoid(x));
  }

  /** ln Σ eˣ over these axes, or over all; the axes disappear. */
  public static Expr logSumExp(Expr x, int... axes) {
    return Expr.of(new LogSumExp(x.shape().axes("logSumExp", axes)), x);
  }

  /** x − ln Σ eˣ along the last axis. */
  public static Expr logSoftmax(Expr x) {
    int last = x.shape().axis("logSoftmax", -1);
    return x.minus(logSumExp(x, last).reshape(x.shape().with(last, 1)));
  }

  /** eˣ/Σ eˣ along the last axis; it cannot overflow. */
  public static Expr softmax(Expr x) {
    return exp(logSoftmax(x));
  }

  /** The position of the largest along the last axis. */
  public static Expr argMax(Expr x) {
    return Expr.of(new ArgMax(x.shape().axis("argMax", -1)), x);
  }

  /** √Σ x², the Euclidean length of all elements. */
  public static Expr norm(Expr x) {
    return sqrt(x.power(2).sum());
  }
}
