package org.chainrule.explain.picture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Recorder;
import org.chainrule.calculus.Simplify;
import org.chainrule.drawing.Drawing;
import org.chainrule.explain.derivation.Question;
import org.chainrule.explain.derivation.Windowed;
import org.chainrule.explain.writing.NameText;
import org.chainrule.explain.writing.ValueText;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.UnicodeNotation;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.LogSumExp;
import org.chainrule.graph.op.Max;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Subtract;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Unfold;
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

  private final Question question;
  private final Function<Shape, String> measures;
  private final Map<Expr, Tensor> values = new HashMap<>();
  private final Map<Expr, Tensor> adjoints = new HashMap<>();
  private final Map<Expr, String> names = new LinkedHashMap<>();
  private final SequencedMap<Expr, Integer> places = new LinkedHashMap<>();

  private GraphPicture(Question question, Function<Shape, String> measures) {
    this.question = question;
    this.measures = measures;
  }

  /**
   * The picture.
   *
   * @param question the objective; values where they are given
   * @param measures how shapes are written
   */
  public static Drawing of(Question question, Function<Shape, String> measures) {
    return new GraphPicture(question.simplified(Question.TRIVIAL), measures).drawn();
  }

  private Drawing drawn() {
    List<Expr> order =
        Expr.inOrder(List.of(question.objective())).stream()
            .filter(node -> node == question.objective() || !isHidden(node))
            .toList();
    question.names().forEach((name, node) -> names.putIfAbsent(node, name));
    names.putIfAbsent(question.objective(), question.name());
    if (!question.at().isEmpty()) {
      evaluate(order);
    }
    List<GraphNode> nodes = new ArrayList<>();
    for (Expr node : order) {
      places.put(node, nodes.size());
      nodes.add(node(node));
    }
    String description =
        question.at().isEmpty()
            ? "Every box is an operation; tensors have their shapes."
            : "Every box is an operation, with its forward value and below it the partial"
                + " derivative of "
                + question.name()
                + "; on the arrows stand the local partial derivatives.";
    return GraphDrawing.of("Computation graph of " + question.name(), description, nodes);
  }

  /** Numbers, and what only arranges: its shape is told by what uses it. */
  private static boolean isHidden(Expr node) {
    return isNumber(node) || isArranged(node);
  }

  private static boolean isArranged(Expr node) {
    return switch (node.op()) {
      case Broadcast _, Reshape _, Unfold _, Pad _ -> true;
      default -> false;
    };
  }

  /** Whether a node is made of numbers alone. */
  private static boolean isNumber(Expr node) {
    return node.shape().rank() == 0
        && Expr.inOrder(List.of(node)).stream()
            .noneMatch(below -> below.op() instanceof Variable || below.shape().rank() > 0);
  }

  /** What a node shows, or what is behind one that shows nothing. */
  private static Expr behind(Expr node) {
    return isArranged(node) ? behind(node.input(0)) : node;
  }

  private void evaluate(List<Expr> order) {
    List<Tensor> forward = Interpreter.evaluate(order, question.at());
    List<Expr> gradients =
        Gradient.pullback(List.of(question.objective()), List.of(Expr.constant(1)), order);
    List<Tensor> backward = Interpreter.evaluate(Simplify.of(gradients), question.at());
    for (int i = 0; i < order.size(); i++) {
      values.put(order.get(i), forward.get(i));
      adjoints.put(order.get(i), backward.get(i));
    }
  }

  private GraphNode node(Expr node) {
    boolean leaf = node.op() instanceof Variable;
    String name = NameText.of(names.getOrDefault(node, ""));
    boolean tensor = node.shape().rank() > 0;
    String title = leaf ? NameText.of(node.op().name()) : title(node);
    return new GraphNode(
        title,
        leaf || name.isEmpty() ? "" : name + (tensor ? ": " : value(node).isEmpty() ? "" : " = "),
        value(node),
        partial(node, name.isEmpty() && leaf ? title : name),
        leaf,
        inputs(node));
  }

  private String value(Expr node) {
    if (node.shape().rank() > 0) {
      return measures.apply(node.shape());
    }
    Tensor value = values.get(node);
    return value == null ? "" : ValueText.number(value.item(), DIGITS);
  }

  private String partial(Expr node, String name) {
    Tensor adjoint = adjoints.get(node);
    if (adjoint == null || node.shape().rank() > 0) {
      return "";
    }
    String number = ValueText.number(adjoint.item(), DIGITS);
    return name.isEmpty() || node == question.objective()
        ? "∂ = " + number
        : "∂" + question.name() + "/∂" + name + " = " + number;
  }

  private List<GraphNode.Input> inputs(Expr node) {
    Map<Integer, Expr> terms = new HashMap<>();
    if (node.inputs().stream().allMatch(i -> i.shape().rank() == 0) && !node.inputs().isEmpty()) {
      Recorder recorder =
          new Recorder() {
            @Override
            public void term(Expr of, int input, Expr term) {
              if (of == node) {
                terms.merge(input, term, Expr::plus);
              }
            }
          };
      Set<Expr> by = new HashSet<>(node.inputs());
      Gradient.pullback(List.of(node), List.of(Expr.constant(1)), List.copyOf(by), recorder);
    }
    List<GraphNode.Input> inputs = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      Integer from = places.get(behind(node.input(i)));
      if (from != null) {
        inputs.add(new GraphNode.Input(from, local(terms.get(i))));
      }
    }
    return Collections.unmodifiableList(inputs);
  }

  private String local(@org.jspecify.annotations.Nullable Expr term) {
    if (term == null || question.at().isEmpty()) {
      return "";
    }
    return ValueText.number(Interpreter.evaluate(term, question.at()).item(), DIGITS);
  }

  /** An operation in writing, the numbers that it uses written in. */
  private static String title(Expr node) {
    Optional<Windowed> windowed = Windowed.of(node);
    if (windowed.isPresent()) {
      return windowed.get().name();
    }
    boolean numbers =
        node.inputs().stream().map(GraphPicture::behind).anyMatch(GraphPicture::isNumber);
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
    List<UnicodeNotation.Piece> operands =
        node.inputs().stream().map(GraphPicture::operand).toList();
    return node.op().notation(NOTATION, operands).text().replace("(" + PLACE + ")", "");
  }

  private static UnicodeNotation.Piece operand(Expr input) {
    Expr shown = behind(input);
    if (!isNumber(shown)) {
      return NOTATION.name(PLACE);
    }
    return shown
        .op()
        .notation(NOTATION, shown.inputs().stream().map(GraphPicture::operand).toList());
  }
}
