package org.chainrule.explain.derivation;

import java.util.SequencedMap;
import org.chainrule.explain.formula.Sizes;
import org.chainrule.explain.writing.Written;
import org.chainrule.graph.Expr;

/** Writes graphs as mathematics, named nodes by their names. */
public final class FormulaWriter {
  private final Symbols symbols;
  private final Pen pen;

  /** A writer that knows these names. */
  public FormulaWriter(SequencedMap<String, Expr> names) {
    this.symbols = new Symbols(Expr.constant(0), names, Sizes.NONE);
    this.pen = Pen.of(symbols);
  }

  /** A graph, or its name. */
  public Written write(Expr node) {
    return pen.write(symbols.display(node));
  }

  /** What a graph is, even if it has a name. */
  public Written define(Expr node) {
    return pen.write(symbols.isNamed(node) ? symbols.definition(node) : symbols.display(node));
  }
}
