package org.chainrule.engine.fusion;

import org.chainrule.graph.op.Arccos;
import org.chainrule.graph.op.Arcsin;
import org.chainrule.graph.op.Arctan;
import org.chainrule.graph.op.Cos;
import org.chainrule.graph.op.CubeRoot;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.Elu;
import org.chainrule.graph.op.Erf;
import org.chainrule.graph.op.Exp;
import org.chainrule.graph.op.Expm1;
import org.chainrule.graph.op.Log;
import org.chainrule.graph.op.Log1p;
import org.chainrule.graph.op.Power;
import org.chainrule.graph.op.Sigmoid;
import org.chainrule.graph.op.Sin;
import org.chainrule.graph.op.Softplus;
import org.chainrule.graph.op.Tanh;

/** About how many operations of a kernel an op becomes. */
final class Efforts {
  private Efforts() {}

  static int of(Elementwise op) {
    return switch (op) {
      case Exp _, Sigmoid _ -> 20;
      case Expm1 _, Elu _ -> 22;
      case Log _, Log1p _ -> 30;
      case Tanh _, Erf _ -> 36;
      case Arctan _, Arcsin _, Arccos _ -> 40;
      case Softplus _ -> 52;
      default -> 2;
    };
  }

  /** Whether the op is computed for one number at a time. */
  static boolean oneByOne(Elementwise op) {
    return switch (op) {
      case Sin _, Cos _, CubeRoot _ -> true;
      case Power power ->
          Math.abs(power.exponent()) != 0.5
              && (power.exponent() != Math.rint(power.exponent())
                  || Math.abs(power.exponent()) > 4);
      default -> false;
    };
  }
}
