package org.chainrule.explain.picture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.chainrule.drawing.Drawing;
import org.chainrule.explain.derivation.Question;
import org.chainrule.explain.derivation.Windowed;
import org.chainrule.explain.writing.ValueText;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.UnicodeNotation;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.LogSumExp;
import org.chainrule.graph.op.Max;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Subtract;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Variable;

/**
 * A computation graph from left to right, one operation a box: forward values in it, below them the
 * partial derivative of the objective, and on every arrow the local partial derivative.
 *
 * <p>Numbers are written into the operations that use them; of tensors the shapes are shown.
 */
public final class GraphPicture {
  private static final UnicodeNotation NOTATION = new UnicodeNotation();
  private static final String PLACE = "□";
  private static final int DIGITS = 7;

  /** How long an operand's name or value may be in a box. */
  private static final int SHORT = 8;

  private final ComputationGraph graph;
  private final Function<Shape, String> measures;
  private final SequencedMap<Expr, Integer> places = new LinkedHashMap<>();

  private GraphPicture(ComputationGraph graph, Function<Shape, String> measures) {
    this.graph = graph;
    this.measures = measures;
  }

  /**
   * The picture.
   *
   * @param question the objective; values where they are given
   * @param measures how shapes are written
   */
  public static Drawing of(Question question, Function<Shape, String> measures) {
    return new GraphPicture(ComputationGraph.of(question), measures).drawn();
  }

  private Drawing drawn() {
    List<GraphNode> nodes = new ArrayList<>();
    for (Expr node : graph.nodes()) {
      places.put(node, nodes.size());
      nodes.add(node(node));
    }
    String objective = graph.question().name();
    String description =
        graph.isDifferentiated()
            ? "Every box is an operation, with its forward value and below it the partial"
                + " derivative of "
                + objective
                + "; on the arrows stand the local partial derivatives."
            : "Every box is an operation; tensors have their shapes.";
    return GraphDrawing.of("Computation graph of " + objective, description, nodes);
  }

  private GraphNode node(Expr node) {
    boolean leaf = node.op() instanceof Variable;
    String name = graph.name(node);
    boolean tensor = node.shape().rank() > 0;
    return new GraphNode(
        leaf ? name : title(node),
        leaf || name.isEmpty() ? "" : name + (tensor ? ": " : value(node).isEmpty() ? "" : " = "),
        value(node),
        partial(node, name),
        leaf,
        inputs(node));
  }

  private String value(Expr node) {
    if (node.shape().rank() > 0) {
      return measures.apply(node.shape());
    }
    return graph.value(node).map(v -> ValueText.number(v.item(), DIGITS)).orElse("");
  }

  private String partial(Expr node, String name) {
    Optional<Tensor> adjoint = graph.adjoint(node);
    if (adjoint.isEmpty() || node.shape().rank() > 0) {
      return "";
    }
    String number = ValueText.number(adjoint.get().item(), DIGITS);
    return name.isEmpty() || node == graph.question().objective()
        ? "∂ = " + number
        : "∂" + graph.question().name() + "/∂" + name + " = " + number;
  }

  private List<GraphNode.Input> inputs(Expr node) {
    Map<Integer, Double> partials = graph.partials(node);
    List<GraphNode.Input> inputs = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      Integer from = places.get(ComputationGraph.behind(node.input(i)));
      Double partial = partials.get(i);
      if (from != null) {
        inputs.add(
            new GraphNode.Input(from, partial == null ? "" : ValueText.number(partial, DIGITS)));
      }
    }
    return Collections.unmodifiableList(inputs);
  }

  /** An operation in writing, the numbers that it uses written in. */
  private String title(Expr node) {
    Optional<Windowed> windowed = Windowed.of(node);
    if (windowed.isPresent()) {
      return windowed.get().name();
    }
    boolean numbers =
        node.inputs().stream().map(ComputationGraph::behind).anyMatch(ComputationGraph::isNumber);
    if (!numbers) {
      switch (node.op()) {
        case Add _ -> {
          return "+";
        }
        case Subtract _ -> {
          return "−";
        }
        case Multiply _ -> {
          return node.shape().rank() == 0 ? "×" : "∘";
        }
        case Divide _ -> {
          return "÷";
        }
        case Contract c -> {
          return c.summed().isEmpty() ? "a bᵀ" : "A B";
        }
        case Sum _ -> {
          return "Σ";
        }
        case Max _ -> {
          return "max";
        }
        case LogSumExp _ -> {
          return "ln Σ exp";
        }
        default -> {}
      }
    }
    String function =
        written(node, _ -> NOTATION.name(PLACE)).text().replace("(" + PLACE + ")", "");
    return function.contains(PLACE) ? written(node, this::shown).text() : function;
  }

  private static UnicodeNotation.Piece written(
      Expr node, Function<Expr, UnicodeNotation.Piece> shown) {
    List<UnicodeNotation.Piece> operands = new ArrayList<>();
    for (Expr input : node.inputs()) {
      Expr operand = ComputationGraph.behind(input);
      operands.add(
          ComputationGraph.isNumber(operand) ? written(operand, shown) : shown.apply(operand));
    }
    return node.op().notation(NOTATION, operands);
  }

  /** An operand by its name, or by its value, where these are short. */
  private UnicodeNotation.Piece shown(Expr operand) {
    String name = graph.name(operand);
    if (!name.isEmpty() && name.length() <= SHORT) {
      return NOTATION.name(name);
    }
    return graph
        .value(operand)
        .filter(value -> value.shape().rank() == 0 && Double.isFinite(value.item()))
        .map(value -> ValueText.number(value.item(), DIGITS).replace('−', '-'))
        .filter(number -> number.length() <= SHORT)
        .map(number -> NOTATION.number(Double.parseDouble(number)))
        .orElseGet(() -> NOTATION.name(PLACE));
  }
}
