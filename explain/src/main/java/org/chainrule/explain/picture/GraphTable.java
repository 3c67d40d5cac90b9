package org.chainrule.explain.picture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.explain.derivation.FormulaWriter;
import org.chainrule.explain.derivation.Question;
import org.chainrule.explain.derivation.Softmax;
import org.chainrule.explain.document.Block;
import org.chainrule.explain.writing.LatexNotation;
import org.chainrule.explain.writing.ValueText;
import org.chainrule.explain.writing.Written;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.UnicodeNotation;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Power;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Variable;

/**
 * A computation graph as a table, one operation a row: its forward value and the partial derivative
 * of the objective by it; of numbers also the local ones by its inputs, of tensors the shape.
 *
 * <p>Operations without a name are numbered: v1, v2 and so on.
 */
public final class GraphTable {
  private static final int FEWEST = 2;
  private static final int MOST = 30;
  private static final int WIDEST = 80;
  private static final int DIGITS = 6;

  private static final int DIGITS_IN_TENSORS = 4;

  private static final String PARTED = ", ";

  /** Where lines may be broken: between numbers, or between rows of a matrix. */
  private static final String PARTS = "[,;] ";

  /** A space at which no line is broken. */
  private static final char KEPT = '\u00a0';

  private static final List<String> LETTERS = List.of("v", "u", "q", "node");

  private final ComputationGraph graph;
  private final SequencedMap<Expr, String> names = new LinkedHashMap<>();
  private final List<Expr> operations;

  private GraphTable(ComputationGraph graph) {
    this.graph = graph;
    String letter =
        LETTERS.stream()
            .filter(l -> graph.nodes().stream().noneMatch(n -> graph.name(n).matches(l + "_?\\d+")))
            .findFirst()
            .orElse("#");
    Set<Expr> parts = parts(graph.nodes());
    int unnamed = 0;
    for (Expr node : graph.nodes()) {
      String name = graph.name(node);
      if (!name.isEmpty() || !parts.contains(node)) {
        names.put(node, name.isEmpty() ? letter + ++unnamed : name);
      }
    }
    operations = names.keySet().stream().filter(node -> !(node.op() instanceof Variable)).toList();
  }

  /** What is written as one with what uses it: the squares in ‖u‖², what softmax is made of. */
  private static Set<Expr> parts(List<Expr> nodes) {
    Set<Expr> parts = new HashSet<>();
    for (Expr node : nodes) {
      if (Softmax.argument(node).isPresent()) {
        parts.add(node.input(0));
      }
      if (Softmax.logArgument(node).isPresent()) {
        parts.add(ComputationGraph.behind(node.input(1)));
      }
      if (node.op() instanceof Sum
          && node.shape().rank() == 0
          && node.input(0).op() instanceof Power p
          && p.exponent() == 2) {
        parts.add(node.input(0));
      }
    }
    return parts;
  }

  /**
   * The table, if values are given and the graph is one of a few operations, with names that are
   * not too long.
   */
  public static Optional<Block.Table> of(Question question) {
    ComputationGraph graph = ComputationGraph.of(question);
    GraphTable table = new GraphTable(graph);
    int operations = table.operations.size();
    return graph.isDifferentiated() && operations >= FEWEST && operations <= MOST
        ? Optional.of(table.table()).filter(GraphTable::isNarrow)
        : Optional.empty();
  }

  /** Whether a table fits on a page of text, its last column one partial derivative a line. */
  private static boolean isNarrow(Block.Table table) {
    int width = 0;
    for (int i = 0; i < table.columns().size(); i++) {
      int column = i;
      Stream<String> cells = table.rows().stream().map(row -> row.get(column).text());
      width +=
          2
              + Stream.concat(Stream.of(table.columns().get(i)), cells)
                  .flatMap(cell -> Stream.of(cell.split(PARTS, -1)))
                  .mapToInt(String::length)
                  .max()
                  .orElse(0);
    }
    return width <= WIDEST;
  }

  private Block.Table table() {
    String derivative = "∂" + graph.question().name() + "/∂node";
    if (graph.nodes().stream().allMatch(node -> node.shape().rank() == 0)) {
      return new Block.Table(
          List.of("node", "value", derivative, "∂node/∂input"),
          operations.stream().map(this::row).toList());
    }
    SequencedMap<String, Expr> named = new LinkedHashMap<>();
    operations.forEach(node -> named.put(names.get(node), node));
    FormulaWriter writer = new FormulaWriter(named);
    return new Block.Table(
        List.of("node", "shape", "value", derivative),
        operations.stream().map(node -> row(writer, node)).toList());
  }

  private List<Written> row(FormulaWriter writer, Expr node) {
    Written name = writer.write(node);
    Written operation = writer.define(node);
    return List.of(
        new Written(
            name.text() + " = " + operation.text(), name.latex() + " = " + operation.latex()),
        Written.words(node.shape().rank() == 0 ? "" : graph.question().sizes().text(node.shape())),
        tensor(graph.value(node)),
        tensor(graph.adjoint(node)));
  }

  private static Written tensor(Optional<Tensor> value) {
    String text = value.map(v -> ValueText.rounded(v, DIGITS_IN_TENSORS)).orElse("");
    boolean matrix = value.isPresent() && value.get().shape().rank() == 2;
    return Written.words(matrix ? text.replace(PARTED, "," + KEPT) : text);
  }

  private List<Written> row(Expr node) {
    UnicodeNotation unicode = new UnicodeNotation();
    LatexNotation latex = new LatexNotation();
    String name = names.getOrDefault(node, "");
    Written written =
        new Written(
            name + " = " + operation(unicode, node),
            latex.name(name) + " = " + operation(latex, node));
    return List.of(written, number(graph.value(node)), number(graph.adjoint(node)), partials(node));
  }

  private static Written number(Optional<Tensor> value) {
    return Written.words(value.map(v -> ValueText.number(v.item(), DIGITS)).orElse(""));
  }

  /** An operation of its inputs' names, the numbers that it uses written in. */
  private <F> F operation(Notation<F> notation, Expr node) {
    List<F> operands = node.inputs().stream().map(i -> input(notation, i)).toList();
    return node.op() instanceof Multiply
        ? notation.scaled(operands.getFirst(), operands.getLast())
        : node.op().notation(notation, operands);
  }

  private <F> F input(Notation<F> notation, Expr input) {
    Expr shown = ComputationGraph.behind(input);
    return ComputationGraph.isNumber(shown)
        ? operation(notation, shown)
        : notation.name(names.getOrDefault(shown, ""));
  }

  private Written partials(Expr node) {
    Map<Integer, Double> partials = graph.partials(node);
    List<Written> entries = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      String name = names.get(ComputationGraph.behind(node.input(i)));
      Double partial = partials.get(i);
      if (name != null && partial != null) {
        String number = ValueText.number(partial, DIGITS);
        entries.add(
            new Written(
                name + ":" + KEPT + number,
                new LatexNotation().name(name) + "\\colon " + Written.latex(number)));
      }
    }
    return new Written(
        entries.stream().map(Written::text).collect(Collectors.joining(PARTED)),
        entries.stream().map(Written::latex).collect(Collectors.joining(",\\; ")));
  }
}
