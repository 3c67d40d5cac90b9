package org.chainrule.explain.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.explain.check.slip.Task;
import org.chainrule.explain.derivation.Replacement;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Variable;

/**
 * Variables that are taken to be probabilities, as derivations take the targets of a cross-entropy:
 * each is the softmax of a free variable.
 */
final class Probabilities {
  private final SequencedMap<Expr, Expr> softmax = new LinkedHashMap<>();

  /** Takes these variables to be probabilities along their last axis. */
  Probabilities(Set<Expr> variables) {
    for (Expr variable : variables) {
      Expr free = Variable.fresh(variable.op().name(), variable.shape());
      softmax.put(variable, Functions.softmax(free));
    }
  }

  /** The verdict on a claim under this assumption, which it names. */
  Verdict judge(Question question, Expr claim) {
    Replacement replacement = new Replacement(softmax);
    SequencedMap<Expr, String> names = new LinkedHashMap<>();
    softmax.forEach((variable, node) -> names.put(node, variable.op().name()));
    question
        .names()
        .forEach(
            (node, name) -> {
              if (!softmax.containsKey(node)) {
                names.putIfAbsent(replacement.of(node), name);
              }
            });
    Question assumed =
        new Question(
            replacement.of(question.answer()),
            names,
            question
                .derivative()
                .filter(d -> !softmax.containsKey(d.by()))
                .map(
                    d ->
                        new Task.Derivative(replacement.of(d.objective()), replacement.of(d.by()))),
            question.domain().stream().map(replacement::of).toList(),
            question.sizes());
    return told(Judge.of(assumed, replacement.of(claim)));
  }

  private Verdict told(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Right(String how, List<String> remarks) -> {
        List<String> more = new ArrayList<>(remarks);
        more.add(
            softmax.keySet().stream().map(v -> v.op().name()).collect(Collectors.joining(", "))
                + ": taken to be probabilities, which sum to 1");
        yield new Verdict.Right(how, more);
      }
      case Verdict.Wrong wrong ->
          new Verdict.Wrong(
              wrong.why(),
              wrong.counterExample().map(this::turnedBack),
              wrong.slip(),
              wrong.answer());
      case Verdict.CannotTell unknown -> unknown;
    };
  }

  /** The probabilities themselves in place of what they are the softmax of. */
  private CounterExample turnedBack(CounterExample example) {
    SequencedMap<String, Tensor> point = new LinkedHashMap<>(example.point());
    softmax.forEach(
        (variable, node) ->
            Optional.ofNullable(point.get(variable.op().name()))
                .ifPresent(
                    value -> {
                      Map<Expr, Tensor> at = new HashMap<>();
                      Expr.inOrder(List.of(node)).stream()
                          .filter(n -> n.op() instanceof Variable)
                          .forEach(n -> at.put(n, value));
                      point.put(variable.op().name(), Interpreter.evaluate(node, at));
                    }));
    return new CounterExample(
        point, example.element(), example.claimed(), example.expected(), example.difference());
  }
}
