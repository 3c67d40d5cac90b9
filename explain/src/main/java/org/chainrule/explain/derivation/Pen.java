package org.chainrule.explain.derivation;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.chainrule.explain.document.Block;
import org.chainrule.explain.writing.LatexNotation;
import org.chainrule.explain.writing.Written;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Shape;
import org.chainrule.graph.UnicodeNotation;

/** Writes graphs in every notation at once. */
final class Pen {
  private final Symbols symbols;
  private final Writer<UnicodeNotation.Piece> text;
  private final Writer<LatexNotation.Piece> latex;

  private Pen(
      Symbols symbols, Optional<Function<Shape, String>> measures, UnaryOperator<String> naming) {
    this.symbols = symbols;
    text = new Writer<>(new UnicodeNotation("∘"), symbols, measures, naming);
    latex = new Writer<>(new LatexNotation(), symbols, measures, naming);
  }

  /** Writes formulas. */
  static Pen of(Symbols symbols) {
    return new Pen(symbols, Optional.empty(), UnaryOperator.identity());
  }

  /** Writes formulas with the shape below each factor. */
  static Pen measuring(Symbols symbols, Function<Shape, String> measures) {
    return measuring(symbols, measures, UnaryOperator.identity());
  }

  /** Writes formulas with other names and the shape below each factor. */
  static Pen measuring(
      Symbols symbols, Function<Shape, String> measures, UnaryOperator<String> naming) {
    return new Pen(symbols, Optional.of(measures), naming);
  }

  /** Writes formulas with other names. */
  static Pen renaming(Symbols symbols, UnaryOperator<String> naming) {
    return new Pen(symbols, Optional.empty(), naming);
  }

  Written write(Expr node) {
    return new Written(text.write(node).text(), latex.write(node).text());
  }

  Written write(JacobianForm form) {
    return new Written(
        form.write(new UnicodeNotation("∘"), text).toString(),
        form.write(new LatexNotation(), latex).toString());
  }

  /** A factor of a product of matrices. */
  Written write(MatrixProduct.Factor factor) {
    return factor.transposed()
        ? new Written(text.transposed(factor.node()).text(), latex.transposed(factor.node()).text())
        : write(factor.node());
  }

  /** ∂y/∂x. */
  Written derivative(Expr y, Expr x) {
    return new Written(text.derivative(y, x).text(), latex.derivative(y, x).text());
  }

  /** One element of a derivative by its indices. */
  Block.Steps element(Expr derivative, Expr closed) {
    String at = String.join("", IndexWriter.Letters.free(symbols).next(closed.shape().rank()));
    Written left = write(derivative);
    Written right =
        new Written(
            element(new UnicodeNotation("∘"), text, closed),
            element(new LatexNotation(), latex, closed));
    Written named =
        new Written(
            "(" + left.text() + ")_" + (at.length() > 1 ? "{" + at + "}" : at),
            "\\left(" + left.latex() + "\\right)_{" + at + "}");
    return new Block.Steps(
        named, List.of(new Block.Step("element by element", right)), Optional.empty());
  }

  private <F> String element(Notation<F> notation, Writer<F> writer, Expr closed) {
    IndexWriter.Letters letters = IndexWriter.Letters.free(symbols);
    List<String> at = letters.next(closed.shape().rank());
    return new IndexWriter<>(notation, writer, letters).write(closed, at).toString();
  }
}
