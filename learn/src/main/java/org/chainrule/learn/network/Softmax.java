package org.chainrule.learn.network;

import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;

/**
 * e^x/Σ e^x along the last axis. The losses for classes read what comes before a softmax: as a last
 * layer before them it would be applied twice.
 */
public record Softmax() implements Layer {
  @Override
  public String kind() {
    return "softmax";
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    return Functions.softmax(batch);
  }

  @Override
  public boolean stepwise() {
    return true;
  }
}
