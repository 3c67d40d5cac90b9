package org.chainrule.learn.network;

import java.util.Locale;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;

/** A non-linearity applied to every number. */
public enum Activation implements Layer {
  /** x. */
  IDENTITY,
  /** max(x, 0). */
  RELU,
  /** x above 0, 0.01 x below. */
  LEAKY_RELU,
  /** x above 0, eˣ − 1 below. */
  ELU,
  /** x Φ(x). */
  GELU,
  /** x σ(x). */
  SILU,
  /** ln(1 + eˣ). */
  SOFTPLUS,
  /** 1/(1 + e⁻ˣ). */
  SIGMOID,
  /** The hyperbolic tangent. */
  TANH;

  /** The function's graph. */
  public Expr apply(Expr x) {
    return switch (this) {
      case IDENTITY -> x;
      case RELU -> Functions.relu(x);
      case LEAKY_RELU -> Functions.leakyRelu(x, 0.01);
      case ELU -> Functions.elu(x, 1);
      case GELU -> Functions.gelu(x);
      case SILU -> Functions.silu(x);
      case SOFTPLUS -> Functions.softplus(x);
      case SIGMOID -> Functions.sigmoid(x);
      case TANH -> Functions.tanh(x);
    };
  }

  /** The initial weights that suit a layer before this one: He before rectifiers, else Glorot. */
  public Initializer initializer() {
    return switch (this) {
      case RELU, LEAKY_RELU, ELU, GELU, SILU, SOFTPLUS -> new Initializer.He();
      case IDENTITY, SIGMOID, TANH -> new Initializer.Glorot();
    };
  }

  @Override
  public String kind() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    return apply(batch);
  }

  @Override
  public boolean stepwise() {
    return true;
  }
}
