package org.chainrule.learn.network;

import org.chainrule.graph.Expr;

/**
 * Goes on from an earlier place instead of the layer before: a new branch.
 *
 * @param name the place's {@link Label}
 */
public record From(String name) implements Layer {
  @Override
  public String kind() {
    return "from";
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    return pass.from(name);
  }

  @Override
  public boolean stepwise() {
    return true;
  }
}
