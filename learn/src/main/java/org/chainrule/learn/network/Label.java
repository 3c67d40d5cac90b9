package org.chainrule.learn.network;

import org.chainrule.graph.Expr;

/**
 * Gives a name to what comes in, for later layers that read it too; what comes in goes on. With
 * {@link Join} and {@link From}, a list of layers describes any acyclic graph of them. The
 * network's own input has the label {@code input}.
 *
 * @param name unique in the network
 */
public record Label(String name) implements Layer {
  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is not a letter and then letters, digits and underscores
   */
  public Label {
    if (!name.matches("[A-Za-z]\\w*")) {
      throw new IllegalArgumentException(
          "label: '" + name + "' is not a letter and then letters, digits or _");
    }
  }

  @Override
  public String kind() {
    return "label";
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    pass.label(name);
    return batch;
  }

  @Override
  public boolean stepwise() {
    return true;
  }

  @Override
  public boolean passesOn() {
    return true;
  }
}
