package org.chainrule.bench.network;

import java.util.List;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;

/** A network that classifies: its parameters, and its outputs as a graph of them. */
public interface Model {
  /** The shape of one example. */
  Shape input();

  /** All parameters, every one of them trained. */
  List<Parameter> parameters();

  /** Outputs before softmax, of shape [n, classes], for a batch of n examples. */
  Expr logits(Expr batch);

  /** A network of layers. */
  static Model of(Network network) {
    return new Model() {
      @Override
      public Shape input() {
        return network.input();
      }

      @Override
      public List<Parameter> parameters() {
        return network.parameters();
      }

      @Override
      public Expr logits(Expr batch) {
        return network.apply(batch);
      }
    };
  }
}
