package org.chainrule.explain.derivation;

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
import java.util.stream.Stream;
import org.chainrule.explain.formula.Sizes;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Op;
import org.chainrule.graph.op.Elu;
import org.chainrule.graph.op.Log;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.Power;
import org.chainrule.graph.op.Relu;
import org.chainrule.graph.op.Sigmoid;
import org.chainrule.graph.op.Softplus;
import org.chainrule.graph.op.Tanh;
import org.chainrule.graph.op.Unary;
import org.chainrule.graph.op.Variable;

/**
 * Names for what activation functions of tensors, or of numbers made of tensors, are applied to,
 * and for their values.
 */
final class InnerNames {
  /** What new names begin with where z and a are taken. */
  private static final List<String> LETTERS = List.of("h", "s", "q", "r", "u");

  private final Set<String> taken;
  private final Map<String, Set<String>> subscripts = new HashMap<>();
  private final Map<String, String> letters = new HashMap<>();

  private InnerNames(Set<String> taken) {
    this.taken = taken;
  }

  /**
   * A new name.
   *
   * @param wanted its letter
   * @param stem the letters of the name whose subscript it gets
   * @param subscript what follows these letters
   */
  private record Wish(String wanted, String stem, String subscript) {
    static Wish beside(String wanted, String name) {
      int at = 0;
      while (at < name.length() && !Character.isDigit(name.charAt(at)) && name.charAt(at) != '_') {
        at++;
      }
      return new Wish(wanted, wanted + " " + name.substring(0, at), name.substring(at));
    }
  }

  /** The names and new ones, in an order in which each is made of those before it. */
  static SequencedMap<String, Expr> of(
      Expr objective, SequencedMap<String, Expr> names, Sizes sizes) {
    Map<Expr, String> given = new LinkedHashMap<>();
    names.forEach((name, node) -> given.putIfAbsent(node, name));
    List<Expr> order = inProgramOrder(objective, given.keySet());
    SequencedMap<Expr, Wish> wishes = new LinkedHashMap<>();
    Set<Expr> numbers = InnerNumbers.of(objective, given::containsKey, sizes);
    for (Expr node : order) {
      if (numbers.contains(node)) {
        wishes.putIfAbsent(node, Wish.beside("z", activation(node, order, given)));
      }
      Optional<Expr> inner = activated(node).filter(z -> !z.inputs().isEmpty());
      if (inner.isPresent() && !given.containsKey(inner.get())) {
        String output =
            Softmax.isLogSoftmax(node) ? softmax(node, given) : given.getOrDefault(node, "");
        wishes.putIfAbsent(inner.get(), Wish.beside("z", output));
      }
      boolean hidden = isValue(node, numbers) && !given.containsKey(node);
      if (hidden && node != objective) {
        wishes.putIfAbsent(node, Wish.beside("a", given.getOrDefault(node.input(0), "")));
      }
    }
    if (wishes.isEmpty()) {
      return names;
    }
    Set<String> taken = new HashSet<>(names.keySet());
    order.stream().filter(n -> n.op() instanceof Variable).forEach(n -> taken.add(n.op().name()));
    Map<Expr, String> all = new LinkedHashMap<>(given);
    new InnerNames(taken).fulfil(wishes, all);
    SequencedMap<String, Expr> ordered = new LinkedHashMap<>();
    for (Expr node : Expr.inOrder(all.keySet())) {
      Optional.ofNullable(all.get(node)).ifPresent(name -> ordered.put(name, node));
    }
    return ordered;
  }

  /** What an objective is made of, that which has a name in the order of the names. */
  private static List<Expr> inProgramOrder(Expr objective, Set<Expr> named) {
    Set<Expr> used = new HashSet<>(Expr.inOrder(List.of(objective)));
    List<Expr> roots = new ArrayList<>(named);
    roots.retainAll(used);
    roots.add(objective);
    return Expr.inOrder(roots);
  }

  /** What has a name in a derivation even if the program has none for it. */
  static Set<Expr> nodes(Expr objective, Sizes sizes) {
    Set<Expr> numbers = InnerNumbers.of(objective, node -> false, sizes);
    Set<Expr> nodes = new HashSet<>(numbers);
    for (Expr node : Expr.inOrder(List.of(objective))) {
      activated(node).filter(z -> !z.inputs().isEmpty()).ifPresent(nodes::add);
      if (isValue(node, numbers) && node != objective) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  /** Whether a node is the value of an activation function, of a tensor or of such a number. */
  private static boolean isValue(Expr node, Set<Expr> numbers) {
    return activated(node).isPresent()
        ? !Softmax.isLogSoftmax(node)
        : isActivation(node.op()) && numbers.contains(node.input(0));
  }

  /** Whether an op is a function that networks apply to what a layer adds up. */
  static boolean isActivation(Op op) {
    return switch (op) {
      case Sigmoid _, Tanh _, Relu _, Elu _, Softplus _ -> true;
      default -> false;
    };
  }

  /** The name of the activation of a number, or "". */
  private static String activation(Expr number, List<Expr> order, Map<Expr, String> names) {
    return order.stream()
        .filter(node -> isActivation(node.op()) && node.input(0) == number)
        .map(node -> names.getOrDefault(node, ""))
        .findFirst()
        .orElse("");
  }

  private void fulfil(SequencedMap<Expr, Wish> wishes, Map<Expr, String> names) {
    for (Wish wish : wishes.values()) {
      subscripts.computeIfAbsent(wish.stem, s -> new HashSet<>()).add(wish.subscript);
    }
    wishes.forEach((node, wish) -> names.put(node, fresh(wish)));
  }

  /** Of f_1 and f_2, both have one letter; a letter's numbered names could be its elements. */
  private String fresh(Wish wish) {
    String letter =
        Stream.concat(Stream.of(wish.wanted), LETTERS.stream())
            .filter(free -> !taken.contains(free))
            .findFirst()
            .orElse(wish.wanted);
    Stream<String> indexed =
        wish.subscript.isEmpty()
            ? Stream.empty()
            : Stream.concat(
                    Stream.ofNullable(letters.get(wish.stem)),
                    Stream.concat(Stream.of(letter), LETTERS.stream())
                        .filter(free -> isFree(free, wish)))
                .map(first -> first + wish.subscript)
                .filter(name -> !taken.contains(name));
    Optional<String> found = indexed.findFirst();
    found.ifPresent(
        name ->
            letters.putIfAbsent(
                wish.stem, name.substring(0, name.length() - wish.subscript.length())));
    String before = wish.subscript.isEmpty() ? letter : letter + wish.subscript + "_";
    String name =
        found.orElseGet(
            () ->
                Stream.iterate(1, i -> i + 1)
                    .map(i -> before + i)
                    .filter(candidate -> !taken.contains(candidate))
                    .findFirst()
                    .orElseThrow());
    taken.add(name);
    return name;
  }

  /** Whether no other names with this letter have any of the subscripts of a name's kind. */
  private boolean isFree(String letter, Wish wish) {
    Set<String> own = subscripts.getOrDefault(wish.stem, Set.of());
    return letters.entrySet().stream()
        .filter(other -> other.getValue().equals(letter))
        .map(other -> subscripts.getOrDefault(other.getKey(), Set.of()))
        .allMatch(others -> Collections.disjoint(own, others));
  }

  private static String softmax(Expr logSoftmax, Map<Expr, String> names) {
    return names.entrySet().stream()
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
}
