package org.chainrule.explain.derivation;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chainrule.explain.writing.Written;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;

/**
 * The derivatives of a vector by several numbers as the columns of one matrix, ∂y/∂(a, b).
 *
 * @param of y
 * @param by (a, b)
 * @param matrix the columns side by side
 * @param value their numbers, if values were given
 * @param shape the rows and columns
 */
record Columns(Written of, Written by, Written matrix, Optional<Tensor> value, Shape shape) {
  /** Those of a Jacobian, if it has more than one and all are by numbers. */
  static Optional<Columns> of(Derivation derivation) {
    List<Section> sections = derivation.wanted();
    Symbols symbols = derivation.symbols();
    Pen pen = Pen.of(symbols);
    List<Written> names =
        sections.stream().map(section -> pen.write(symbols.quantity(section.of()))).toList();
    return derivation
        .jacobian()
        .flatMap(writer -> writer.together(sections))
        .map(
            matrix ->
                new Columns(
                    pen.write(symbols.quantity(symbols.function())),
                    new Written(joined(names, Written::text), joined(names, Written::latex)),
                    matrix,
                    beside(derivation, sections),
                    symbols.function().shape().concat(Shape.of(sections.size()))));
  }

  private static String joined(List<Written> parts, Function<Written, String> text) {
    return parts.stream().map(text).collect(Collectors.joining(", ", "(", ")"));
  }

  private static Optional<Tensor> beside(Derivation derivation, List<Section> sections) {
    List<Tensor> columns =
        sections.stream()
            .map(section -> derivation.symbols().total(section.of()))
            .flatMap(total -> derivation.value(total).stream())
            .toList();
    if (columns.size() < sections.size()) {
      return Optional.empty();
    }
    int rows = columns.getFirst().shape().elements();
    double[] all = new double[rows * columns.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = columns.get(i % columns.size()).at(i / columns.size());
    }
    return Optional.of(Tensor.of(Shape.of(rows, columns.size()), all));
  }

  /** ∂y/∂(a, b). */
  Written title() {
    return new Written(
        "∂" + of.text() + "/∂" + by.text(),
        "\\frac{\\partial " + of.latex() + "}{\\partial " + by.latex() + "}");
  }
}
