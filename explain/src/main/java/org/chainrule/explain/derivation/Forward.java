package org.chainrule.explain.derivation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.calculus.Rule;
import org.chainrule.calculus.Rules;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Log;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.Power;
import org.chainrule.graph.op.Unary;
import org.chainrule.graph.op.Variable;

/**
 * A program made ready to be differentiated on paper: ln softmax(z) is one function, and what
 * activation functions of tensors are applied to has a name.
 *
 * @param objective J
 * @param names the named nodes, those of the program and new ones, in order
 * @param by what is differentiated by
 * @param distributions variables that are taken to be probabilities, as they weigh ln softmax(z)
 */
record Forward(
    Expr objective, SequencedMap<String, Expr> names, List<Expr> by, Set<Expr> distributions) {
  private static final double TOLERANCE = 1e-9;

  /** What new names begin with where z and a are taken. */
  private static final List<String> LETTERS = List.of("h", "s", "q", "r", "u");

  /** The rules by which a program is made simpler first. */
  private static final List<Rule> FIRST =
      Rules.ALL.stream()
          .filter(
              rule ->
                  Question.TRIVIAL.contains(rule) || rule.name().equals("logarithm of exponential"))
          .toList();

  static Forward of(Question question) {
    Question simpler = question.simplified(FIRST);
    Expr objective = simpler.objective();
    SequencedMap<String, Expr> names = new LinkedHashMap<>(simpler.names());
    if (!names.containsValue(objective) && !objective.inputs().isEmpty()) {
      names.put(question.name(), objective);
    }
    return new Forward(
        objective, withInner(objective, names), simpler.by(), distributions(objective, question));
  }

  /** The number vᵀy instead of y, whose gradient is vᵀ ∂y/∂x; nothing is known of its weights. */
  Forward along(Expr direction) {
    return new Forward(direction.times(objective).sum(), names, by, Set.of());
  }

  private static Set<Expr> distributions(Expr objective, Question question) {
    Set<Expr> found = new LinkedHashSet<>();
    for (Expr node : Expr.inOrder(List.of(objective))) {
      if (node.op() instanceof Multiply || node.op() instanceof Contract) {
        for (int k = 0; k < 2; k++) {
          Expr weights = node.input(k);
          boolean weighs =
              Softmax.isLogSoftmax(node.input(1 - k))
                  && weights.op() instanceof Variable
                  && weights.shape().rank() > 0;
          if (weighs && sumsToOne(Optional.ofNullable(question.at().get(weights)))) {
            found.add(weights);
          }
        }
      }
    }
    return found;
  }

  /** Whether the rows of a value sum to 1, as far as it is given. */
  private static boolean sumsToOne(Optional<Tensor> value) {
    if (value.isEmpty()) {
      return true;
    }
    double[] numbers = value.get().toArray();
    int row = value.get().shape().size(-1);
    for (int from = 0; from + row <= numbers.length; from += row) {
      double sum = Arrays.stream(numbers, from, from + row).sum();
      if (!(Math.abs(sum - 1) < TOLERANCE)) {
        return false;
      }
    }
    return true;
  }

  /** Adds names for what activation functions are applied to, and for their values. */
  private static SequencedMap<String, Expr> withInner(
      Expr objective, SequencedMap<String, Expr> names) {
    Set<Expr> named = new HashSet<>(names.values());
    Map<Expr, String> outputs =
        names.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey, (a, b) -> a));
    List<Expr> order = Expr.inOrder(List.of(objective));
    Map<Expr, String> added = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>(names.keySet());
    order.stream().filter(n -> n.op() instanceof Variable).forEach(n -> taken.add(n.op().name()));
    for (Expr node : order) {
      Optional<Expr> inner = activated(node);
      if (inner.isPresent() && !named.contains(inner.get()) && !inner.get().inputs().isEmpty()) {
        String output =
            Softmax.isLogSoftmax(node)
                ? softmaxName(node, outputs)
                : outputs.getOrDefault(node, "");
        added.put(inner.get(), fresh("z", suffix(output), taken));
        named.add(inner.get());
      }
      boolean hidden = inner.isPresent() && !Softmax.isLogSoftmax(node) && !named.contains(node);
      if (hidden && node != objective) {
        added.put(node, fresh("a", "", taken));
        named.add(node);
      }
    }
    if (added.isEmpty()) {
      return names;
    }
    Map<Expr, String> all = new LinkedHashMap<>(added);
    names.forEach((name, node) -> all.putIfAbsent(node, name));
    SequencedMap<String, Expr> ordered = new LinkedHashMap<>();
    for (Expr node : Expr.inOrder(all.keySet())) {
      String name = all.get(node);
      if (name != null) {
        ordered.put(name, node);
      }
    }
    return ordered;
  }

  private static String softmaxName(Expr logSoftmax, Map<Expr, String> outputs) {
    return outputs.entrySet().stream()
        .filter(e -> Softmax.argument(e.getKey()).isPresent() && e.getKey().input(0) == logSoftmax)
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /** What an activation function of tensors, or softmax, is applied to. */
  private static Optional<Expr> activated(Expr node) {
    if (node.shape().rank() == 0) {
      return Optional.empty();
    }
    Optional<Expr> softmax = Softmax.logArgument(node);
    boolean activation =
        node.op() instanceof Unary
            && !(node.op() instanceof Negate)
            && !(node.op() instanceof Power)
            && !(node.op() instanceof Log)
            && Softmax.argument(node).isEmpty();
    return activation ? Optional.of(node.input(0)) : softmax;
  }

  /** The subscript of a name: what follows its letters. */
  private static String suffix(String name) {
    int at = 0;
    while (at < name.length() && !Character.isDigit(name.charAt(at)) && name.charAt(at) != '_') {
      at++;
    }
    return name.substring(at);
  }

  /** A new name; where the letter is taken its numbered names could be elements of that. */
  private static String fresh(String wanted, String suffix, Set<String> taken) {
    String letter =
        Stream.concat(Stream.of(wanted), LETTERS.stream())
            .filter(free -> !taken.contains(free))
            .findFirst()
            .orElse(wanted);
    Stream<String> free =
        suffix.isEmpty()
            ? Stream.empty()
            : Stream.concat(Stream.of(letter), LETTERS.stream()).map(first -> first + suffix);
    String before = suffix.isEmpty() ? letter : letter + suffix + "_";
    String name =
        Stream.concat(free, Stream.iterate(1, i -> i + 1).map(i -> before + i))
            .filter(candidate -> !taken.contains(candidate))
            .findFirst()
            .orElseThrow();
    taken.add(name);
    return name;
  }
}
