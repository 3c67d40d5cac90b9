package org.chainrule.explain.picture;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Recorder;
import org.chainrule.calculus.Simplify;
import org.chainrule.explain.derivation.Question;
import org.chainrule.explain.derivation.Valueless;
import org.chainrule.explain.writing.NameText;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Unfold;
import org.chainrule.graph.op.Variable;

/**
 * The variables and operations of a program, without numbers and without what only arranges; with
 * forward values, partial derivatives of the objective and local ones where values are given.
 */
final class ComputationGraph {
  private final Question question;
  private final List<Expr> nodes;
  private final Map<Expr, Tensor> values = new HashMap<>();
  private final Map<Expr, Tensor> adjoints = new HashMap<>();
  private final Map<Expr, String> names = new LinkedHashMap<>();

  private ComputationGraph(Question question) {
    this.question = question;
    nodes =
        Expr.inOrder(List.of(question.objective())).stream()
            .filter(node -> node == question.objective() || !isHidden(node))
            .toList();
    question.names().forEach((name, node) -> names.putIfAbsent(node, NameText.of(name)));
    names.putIfAbsent(question.objective(), NameText.of(question.name()));
    if (isEvaluated()) {
      evaluate();
    }
  }

  static ComputationGraph of(Question question) {
    return new ComputationGraph(question.simplified(Question.TRIVIAL));
  }

  Question question() {
    return question;
  }

  /** What is shown, inputs before what uses them. */
  List<Expr> nodes() {
    return nodes;
  }

  boolean isEvaluated() {
    return !question.at().isEmpty();
  }

  /** Whether there are values, and the objective is a number, so that it has a gradient. */
  boolean isDifferentiated() {
    return isEvaluated() && question.objective().shape().rank() == 0;
  }

  /** What the program calls a node, as it is written, or "". */
  String name(Expr node) {
    return node.op() instanceof Variable
        ? NameText.of(node.op().name())
        : names.getOrDefault(node, "");
  }

  Optional<Tensor> value(Expr node) {
    return Optional.ofNullable(values.get(node));
  }

  /** The partial derivative of the objective, if it is a number, by a node. */
  Optional<Tensor> adjoint(Expr node) {
    return Optional.ofNullable(adjoints.get(node));
  }

  /** The derivatives of a number by the inputs of its operation, if these are numbers, too. */
  Map<Integer, Double> partials(Expr node) {
    if (!isEvaluated()
        || node.shape().rank() > 0
        || node.inputs().isEmpty()
        || node.inputs().stream().anyMatch(i -> i.shape().rank() > 0)) {
      return Map.of();
    }
    Map<Integer, Expr> terms = new HashMap<>();
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
    Map<Integer, Double> partials = new HashMap<>();
    boolean undefined = Valueless.isOutside(node, question.at());
    terms.forEach(
        (i, term) ->
            partials.put(
                i, undefined ? Double.NaN : Interpreter.evaluate(term, question.at()).item()));
    return partials;
  }

  private void evaluate() {
    putAll(values, nodes);
    if (isDifferentiated()) {
      putAll(
          adjoints,
          Simplify.of(
              Gradient.pullback(List.of(question.objective()), List.of(Expr.constant(1)), nodes)));
      Valueless valueless = Valueless.of(question.objective(), question.at());
      adjoints.replaceAll((node, adjoint) -> valueless.derivative(adjoint));
    }
  }

  private void putAll(Map<Expr, Tensor> numbers, List<Expr> formulas) {
    List<Tensor> found = Interpreter.evaluate(formulas, question.at());
    for (int i = 0; i < nodes.size(); i++) {
      numbers.put(nodes.get(i), found.get(i));
    }
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
  static boolean isNumber(Expr node) {
    return node.shape().rank() == 0
        && Expr.inOrder(List.of(node)).stream()
            .noneMatch(below -> below.op() instanceof Variable || below.shape().rank() > 0);
  }

  /** What a node shows, or what is behind one that shows nothing. */
  static Expr behind(Expr node) {
    return isArranged(node) ? behind(node.input(0)) : node;
  }
}
