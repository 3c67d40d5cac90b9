package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Jacobian;
import org.chainrule.explain.document.Block;
import org.chainrule.explain.document.Document;
import org.chainrule.explain.writing.LatexNotation;
import org.chainrule.explain.writing.ValueText;
import org.chainrule.explain.writing.Written;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.UnicodeNotation;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Variable;

/**
 * Jacobians ∂y/∂x as a page: the shape, the matrix where there is one, every element by its
 * indices. Both are compared with {@link Jacobian} at a random point before they are shown.
 */
public final class JacobianPage {
  private static final double EQUAL = 1e-9;

  private final Question question;
  private final Symbols symbols;
  private final Tidy tidy;
  private final List<Block> blocks = new ArrayList<>();

  private JacobianPage(Question question) {
    this.question = question;
    this.symbols = new Symbols(question.objective(), question.names(), question.sizes());
    this.tidy = new Tidy(symbols, Set.of());
  }

  /**
   * The page.
   *
   * @param measures how shapes are written
   */
  public static Document of(Question question, Function<Shape, String> measures) {
    JacobianPage page = new JacobianPage(question);
    for (Expr x : question.by()) {
      page.section(x, measures);
    }
    return new Document("The Jacobian of " + question.name(), page.blocks);
  }

  /** The Jacobian by the first variable as one formula, or element by element, if it has one. */
  public static Optional<Written> matrix(Question question) {
    JacobianPage page = new JacobianPage(question);
    Expr x = question.by().getFirst();
    Expr direction = Variable.fresh("v", question.objective().shape());
    Expr row = page.row(x, direction);
    return page.formula(x, row, direction)
        .or(() -> DeltaForm.of(row, direction, new IndexWriter.Letters()).map(page::written));
  }

  /** What a row vector becomes when the Jacobian is multiplied by it from the left. */
  private Expr row(Expr x, Expr direction) {
    Expr y = question.objective();
    Expr raw = Gradient.pullback(List.of(y), List.of(direction), List.of(x)).getFirst();
    return tidy.of(symbols.display(tidy.simplified(raw)));
  }

  private Optional<Written> formula(Expr x, Expr row, Expr direction) {
    Expr y = question.objective();
    Pen pen = Pen.of(symbols);
    if (y.shape().rank() == 0) {
      Replacement once = new Replacement(Map.of(direction, Expr.constant(1)));
      return Optional.of(pen.write(tidy.of(once.of(row))));
    }
    if (Tidy.uniform(row).isPresent()) {
      return Optional.of(pen.write(row));
    }
    boolean linear =
        Expr.inOrder(List.of(row)).contains(direction)
            && x.shape().rank() == 1
            && y.shape().rank() == 1;
    return linear
        ? LinearMap.of(row, direction).map(LinearMap::transposed).map(this::matrix)
        : Optional.empty();
  }

  private void section(Expr x, Function<Shape, String> measures) {
    Expr y = question.objective();
    Expr direction = Variable.fresh("v", y.shape());
    Expr row = row(x, direction);
    Written title = Pen.of(symbols).derivative(y, x);
    List<Block.Step> steps = new ArrayList<>();
    formula(x, row, direction).ifPresent(f -> steps.add(new Block.Step("", f)));
    Shape shape = y.shape().concat(x.shape());
    String sizes = shape.rank() == 0 ? "a single number" : "of shape " + measures.apply(shape);
    List<Block> parts = new ArrayList<>();
    parts.add(
        new Block.Paragraph(
            "It is "
                + sizes
                + ": the axes of "
                + question.name()
                + ", then those of "
                + symbols.quantity(x).op().name()
                + "."));
    Written left = title;
    if (!steps.isEmpty()) {
      parts.add(new Block.Steps(left, steps, Optional.empty()));
    }
    if (Tidy.uniform(row).isEmpty()) {
      Optional<DeltaForm> deltas = DeltaForm.of(row, direction, new IndexWriter.Letters());
      deltas.ifPresent(
          form -> {
            verify(form, y, x);
            parts.add(
                new Block.Steps(
                    element(title, form),
                    List.of(new Block.Step("", written(form))),
                    Optional.empty()));
          });
    }
    value(y, x).ifPresent(v -> parts.add(new Block.Steps(left, List.of(), Optional.of(v))));
    blocks.add(new Block.Fold(title, parts));
  }

  private Written matrix(LinearMap map) {
    return each(
        (notation, writer) -> map.write(notation, writer, tidy).toString(),
        (notation, writer) -> map.write(notation, writer, tidy).toString());
  }

  private Written written(DeltaForm form) {
    return each(
        (notation, writer) -> form.write(notation, writer, later()).toString(),
        (notation, writer) -> form.write(notation, writer, later()).toString());
  }

  private static IndexWriter.Letters later() {
    IndexWriter.Letters letters = new IndexWriter.Letters();
    letters.next(8);
    return letters;
  }

  private interface Writing<F> {
    String write(Notation<F> notation, Writer<F> writer);
  }

  private Written each(Writing<UnicodeNotation.Piece> text, Writing<LatexNotation.Piece> latex) {
    UnicodeNotation unicode = new UnicodeNotation("∘");
    LatexNotation typeset = new LatexNotation();
    return new Written(
        text.write(unicode, new Writer<>(unicode, symbols, Optional.empty())),
        latex.write(typeset, new Writer<>(typeset, symbols, Optional.empty())));
  }

  /** ∂yᵢ/∂xⱼ. */
  private Written element(Written title, DeltaForm form) {
    String all = String.join("", form.of()) + "," + String.join("", form.by());
    String indices = all.startsWith(",") ? all.substring(1) : all;
    return new Written(
        "(" + title.text() + ")_{" + indices + "}",
        "\\left(" + title.latex() + "\\right)_{" + indices + "}");
  }

  private void verify(DeltaForm form, Expr y, Expr x) {
    Random random = new Random(7);
    Map<Expr, Tensor> values = new HashMap<>();
    List<Expr> roots = new ArrayList<>(symbols.quantities().keySet());
    roots.add(y);
    roots.add(x);
    for (Expr node : Expr.inOrder(roots)) {
      if (node.op() instanceof Variable) {
        double[] numbers = random.doubles(node.shape().elements(), 0.3, 1.7).toArray();
        values.put(node, Tensor.of(node.shape(), numbers));
      }
    }
    values.putAll(question.sizes().values());
    Tensor expected = Interpreter.evaluate(Jacobian.of(y, x), values);
    symbols
        .quantities()
        .forEach((node, symbol) -> values.put(symbol, Interpreter.evaluate(node, values)));
    for (int i = 0; i < expected.shape().elements(); i++) {
      double actual = form.evaluate(expected.shape().index(i), values);
      if (!(Math.abs(actual - expected.at(i)) <= EQUAL * (1 + Math.abs(actual)))) {
        throw new DerivationException(
            String.format(
                Locale.ROOT,
                "the element %d of the Jacobian of %s is %s, not %s",
                i,
                question.name(),
                actual,
                expected.at(i)));
      }
    }
  }

  private Optional<String> value(Expr y, Expr x) {
    return question.at().isEmpty()
        ? Optional.empty()
        : Optional.of(ValueText.of(Interpreter.evaluate(Jacobian.of(y, x), question.at())));
  }
}
