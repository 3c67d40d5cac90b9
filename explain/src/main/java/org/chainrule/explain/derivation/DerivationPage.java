package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.chainrule.explain.document.Block;
import org.chainrule.explain.document.Block.Heading;
import org.chainrule.explain.document.Block.Paragraph;
import org.chainrule.explain.document.Block.Step;
import org.chainrule.explain.document.Block.Steps;
import org.chainrule.explain.document.Document;
import org.chainrule.explain.picture.GraphPicture;
import org.chainrule.explain.picture.GraphTable;
import org.chainrule.explain.writing.ValueText;
import org.chainrule.explain.writing.Written;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;

/** A derivation as a page: forward, backward, results. */
public final class DerivationPage {
  private static final int MOST_DRAWN = 60;

  private final Derivation derivation;
  private final Symbols symbols;
  private final Pen pen;
  private final Pen measuring;
  private final boolean indices;
  private final List<Block> blocks = new ArrayList<>();

  private DerivationPage(Derivation derivation, Function<Shape, String> measures, boolean indices) {
    this.indices = indices;
    this.derivation = derivation;
    this.symbols = derivation.symbols();
    this.pen = Pen.of(symbols);
    this.measuring = Pen.measuring(symbols, measures);
  }

  /**
   * The page.
   *
   * @param measures how shapes are written
   * @param indices whether elements of tensors are written by their indices, too
   */
  public static Document of(
      Derivation derivation, Function<Shape, String> measures, boolean indices) {
    DerivationPage page = new DerivationPage(derivation, measures, indices);
    page.forward();
    page.graph(measures);
    page.blocks.add(Heading.of(2, "Backward"));
    page.backward();
    if (!derivation.isJacobian()) {
      page.blocks.addAll(Recursion.blocks(derivation, measures));
    }
    page.results();
    String what = derivation.isJacobian() ? "Jacobian" : "gradient";
    return new Document("The " + what + " of " + derivation.question().name(), page.blocks);
  }

  /**
   * The page of first and second derivatives.
   *
   * @param measures how shapes are written
   */
  public static Document second(Derivation derivation, Function<Shape, String> measures) {
    Document first = of(derivation, measures, false);
    List<Block> all = new ArrayList<>(first.blocks());
    for (Map.Entry<Expr, Derivation> entry : derivation.seconds().entrySet()) {
      Expr x = entry.getKey();
      Derivation second = entry.getValue();
      DerivationPage page = new DerivationPage(second, measures, false);
      String name = second.question().name();
      all.add(Heading.of(2, "Second derivatives: " + name));
      String what = page.pen.derivative(derivation.forward().objective(), x).text();
      all.add(new Paragraph(name + " stands for " + what + "."));
      if (!second.sections().isEmpty()) {
        Written definition = page.pen.write(page.symbols.definition(page.symbols.function()));
        all.add(
            new Steps(Written.words(name), List.of(new Step("", definition)), Optional.empty()));
      }
      page.backward();
      page.results();
      all.addAll(page.blocks);
    }
    return new Document("The first and second derivatives of " + derivation.question().name(), all);
  }

  private void forward() {
    blocks.add(Heading.of(2, "Forward"));
    for (Map.Entry<Expr, Expr> entry : symbols.quantities().entrySet()) {
      Expr node = entry.getKey();
      Written formula = pen.write(symbols.definition(node));
      Optional<String> value = value(node);
      boolean together = value.isPresent() && node.shape().rank() == 0;
      blocks.add(
          new Steps(
              pen.write(entry.getValue()),
              List.of(new Step("", together ? Written.equal(formula, value.get()) : formula)),
              together ? Optional.empty() : value));
    }
    Remarks.of(derivation).forEach(remark -> blocks.add(new Paragraph(remark)));
  }

  /** The graph, if it is small enough to be looked at: a picture, or a table in its place. */
  private void graph(Function<Shape, String> measures) {
    Question question = derivation.question();
    if (Expr.inOrder(List.of(question.objective())).size() <= MOST_DRAWN) {
      List<Block> told = new ArrayList<>();
      GraphTable.of(question)
          .ifPresent(table -> told.addAll(List.of(Heading.of(2, "Computation graph"), table)));
      blocks.add(new Block.Picture(() -> GraphPicture.of(question, measures), told));
    }
  }

  private Optional<String> value(Expr node) {
    return derivation.value(node).map(ValueText::of);
  }

  private void backward() {
    derivation.sections().stream()
        .map(Section::of)
        .filter(symbols::isDistinguished)
        .findFirst()
        .ifPresent(x -> blocks.add(new Paragraph(distinction(x))));
    for (Section section : derivation.sections()) {
      List<Block> parts = new ArrayList<>();
      if (section.wanted() && derivation.isJacobian()) {
        parts.add(new Paragraph(axes(section.of())));
      }
      for (Equation equation : section.equations()) {
        boolean last = equation == section.equations().getLast();
        Steps written = derivation.written(equation, last && section.wanted() ? measuring : pen);
        Optional<String> value = last ? value(symbols.total(section.of())) : Optional.empty();
        List<Step> steps = written.steps();
        if (!steps.isEmpty() || value.isPresent()) {
          parts.add(new Steps(written.left(), steps, unlessSaid(value, steps)));
        }
      }
      if (section.equations().isEmpty()) {
        parts.add(
            new Steps(
                pen.write(symbols.total(section.of())),
                List.of(new Step("no dependence", pen.write(section.closed()))),
                Optional.empty()));
      }
      if (section.wanted()) {
        derivation.jacobian().flatMap(writer -> writer.elements(section)).ifPresent(parts::add);
      }
      if (indices
          && !derivation.isJacobian()
          && section.wanted()
          && section.of().shape().rank() > 0) {
        parts.add(pen.element(symbols.total(section.of()), section.closed()));
      }
      blocks.add(new Block.Fold(pen.write(symbols.total(section.of())), parts));
    }
  }

  private String distinction(Expr x) {
    return pen.write(symbols.total(x)).text()
        + " is the derivative by all ways from "
        + pen.write(symbols.quantity(x)).text()
        + " to "
        + derivation.question().name()
        + "; "
        + pen.derivative(symbols.function(), x).text()
        + " is that with all other named quantities held.";
  }

  /** The shape of a Jacobian and what it is made of. */
  private String axes(Expr x) {
    return "It is of shape "
        + symbols.sizes().text(derivation.shape(x))
        + ": the axes of "
        + derivation.question().name()
        + ", then those of "
        + pen.write(symbols.quantity(x)).text()
        + ".";
  }

  private static Optional<String> unlessSaid(Optional<String> value, List<Step> steps) {
    return value.filter(v -> steps.isEmpty() || !steps.getLast().right().text().equals(v));
  }

  /** The derivatives by numbers as the columns of one matrix. */
  private void columns(Columns columns) {
    Steps steps =
        new Steps(
            columns.title(),
            List.of(new Step("column by column", columns.matrix())),
            columns.value().map(ValueText::of));
    blocks.add(new Block.Fold(columns.title(), List.of(steps)));
  }

  private void results() {
    Columns.of(derivation).ifPresent(this::columns);
    boolean valued = !derivation.question().at().isEmpty();
    List<List<Written>> rows = new ArrayList<>();
    for (Section section : derivation.wanted()) {
      List<Written> row = new ArrayList<>();
      row.add(pen.write(symbols.total(section.of())));
      Shape shape = derivation.shape(section.of());
      row.add(Written.words(shape.rank() == 0 ? "1" : symbols.sizes().text(shape)));
      value(symbols.total(section.of())).ifPresent(v -> row.add(Written.words(v)));
      rows.add(row);
    }
    List<String> columns = new ArrayList<>(List.of("derivative", "shape"));
    if (valued) {
      columns.add("value");
    }
    if (rows.size() > 1 && valued) {
      blocks.add(Heading.of(2, "Result"));
      blocks.add(new Block.Table(columns, rows));
    }
  }

  /** What a value looks like in text. */
  static String text(Tensor value) {
    return ValueText.of(value);
  }
}
