package org.chainrule.explain.derivation;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Exp;
import org.chainrule.graph.op.LogSumExp;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Subtract;

/** Recognises the graphs of softmax and of its logarithm. */
public final class Softmax {
  private Softmax() {}

  /** z, if the node is softmax(z) along z's last axis. */
  public static Optional<Expr> argument(Expr node) {
    return node.op() instanceof Exp ? logArgument(node.input(0)) : Optional.empty();
  }

  /** z, if the node is ln softmax(z) along z's last axis. */
  public static Optional<Expr> logArgument(Expr node) {
    if (!(node.op() instanceof Subtract)) {
      return Optional.empty();
    }
    Expr z = node.input(0);
    Expr spread = node.input(1);
    while (spread.op() instanceof Broadcast || spread.op() instanceof Reshape) {
      spread = spread.input(0);
    }
    boolean matches =
        spread.op() instanceof LogSumExp l
            && spread.input(0) == z
            && l.axes().equals(List.of(z.shape().rank() - 1))
            && node.input(1) == l.spread(spread, z.shape());
    return matches ? Optional.of(z) : Optional.empty();
  }

  static boolean isLogSoftmax(Expr node) {
    return logArgument(node).isPresent();
  }
}
