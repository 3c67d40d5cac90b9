package org.chainrule.explain.derivation;

import java.util.Optional;
import java.util.function.Function;
import org.chainrule.explain.writing.LatexNotation;
import org.chainrule.explain.writing.Written;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.UnicodeNotation;

/** Writes graphs in every notation at once. */
final class Pen {
  private final Writer<UnicodeNotation.Piece> text;
  private final Writer<LatexNotation.Piece> latex;

  private Pen(Symbols symbols, Optional<Function<Shape, String>> measures) {
    text = new Writer<>(new UnicodeNotation("∘"), symbols, measures);
    latex = new Writer<>(new LatexNotation(), symbols, measures);
  }

  /** Writes formulas. */
  static Pen of(Symbols symbols) {
    return new Pen(symbols, Optional.empty());
  }

  /** Writes formulas with the shape below each factor. */
  static Pen measuring(Symbols symbols, Function<Shape, String> measures) {
    return new Pen(symbols, Optional.of(measures));
  }

  Written write(Expr node) {
    return new Written(text.write(node).text(), latex.write(node).text());
  }

  /** ∂y/∂x. */
  Written derivative(Expr y, Expr x) {
    return new Written(text.derivative(y, x).text(), latex.derivative(y, x).text());
  }
}
