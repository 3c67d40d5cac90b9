package org.chainrule.explain.derivation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.chainrule.explain.formula.Sizes;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Compare;
import org.chainrule.graph.op.Exp;
import org.chainrule.graph.op.Log;
import org.chainrule.graph.op.LogSumExp;
import org.chainrule.graph.op.Power;
import org.chainrule.graph.op.Relu;
import org.chainrule.graph.op.Variable;

/**
 * The quantities that a program names, with a variable that stands for each, and the variables that
 * stand for derivatives. In formulas these are written by their names.
 */
public final class Symbols {
  /** What a symbol stands for. */
  public sealed interface Meaning {
    /** A quantity that has a name. */
    record Quantity(Expr node) implements Meaning {}

    /** ∂J/∂node, by all ways. */
    record Total(Expr node) implements Meaning {}

    /** ∂y/∂node, where the Jacobian of y is derived. */
    record Jacobian(Expr node) implements Meaning {}

    /** ∂node/∂by by all ways. */
    record Whole(Expr node, Expr by) implements Meaning {}

    /** ∂node/∂by with the other named quantities held. */
    record Local(Expr node, Expr by) implements Meaning {}

    /** f′(z) at every element of z, for a node that is f(z). */
    record Slope(Expr node) implements Meaning {}
  }

  private final Expr objective;
  private final Expr function;
  private final Sizes sizes;
  private final Map<Expr, Expr> quantities = new LinkedHashMap<>();
  private final Map<Meaning, Expr> derivatives = new HashMap<>();
  private final Map<Expr, Meaning> meanings = new LinkedHashMap<>();
  private final Set<Expr> passed = new HashSet<>();
  private final Set<Expr> direct = new HashSet<>();
  private final Replacement folding;
  private final Replacement display;

  /** Symbols of the derivation of a gradient. */
  Symbols(Expr objective, SequencedMap<String, Expr> names, Sizes sizes) {
    this(objective, objective, names, sizes);
  }

  /**
   * Symbols for named nodes; of two names of one node the first counts.
   *
   * @param objective the number that reverse mode begins at
   * @param function what is differentiated for a reader: the number, or y of a Jacobian ∂y/∂x
   * @param names the nodes that have names, in the order of the program
   * @param sizes the sizes that have names
   */
  Symbols(Expr objective, Expr function, SequencedMap<String, Expr> names, Sizes sizes) {
    this.objective = objective;
    this.function = function;
    this.sizes = sizes;
    names.forEach(
        (name, node) -> {
          if (!node.inputs().isEmpty() && !quantities.containsKey(node)) {
            Expr symbol = Variable.fresh(name, node.shape());
            quantities.put(node, symbol);
            meanings.put(symbol, new Meaning.Quantity(node));
          }
        });
    folding = new Replacement(quantities);
    Map<Expr, Expr> shorter = new HashMap<>(quantities);
    quantities.forEach((node, symbol) -> viaForward(node, symbol, shorter));
    display = new Replacement(shorter);
  }

  /**
   * What is shorter in terms of a named value: [a > 0] is [relu(a) > 0]; 1/√a is 1/s for s = √a.
   */
  private void viaForward(Expr node, Expr symbol, Map<Expr, Expr> shorter) {
    switch (node.op()) {
      case Relu relu when relu.derivativeAtZero() == 0 -> {
        Expr zero = Expr.filled(node.shape(), 0);
        Compare less = new Compare(Compare.Relation.LESS);
        shorter.put(less.of(zero, node.input(0)), less.of(zero, symbol));
      }
      case Power root when root.exponent() == 0.5 && node != function ->
          shorter.put(node.input(0).power(-0.5), symbol.power(-1));
      case Exp _ when Softmax.isLogSoftmax(node.input(0)) ->
          shorter.putIfAbsent(node.input(0), Expr.of(new Log(), symbol));
      case LogSumExp l when l.axes().equals(List.of(node.input(0).shape().rank() - 1)) -> {
        Expr z = node.input(0);
        Expr softmax = Expr.of(new Exp(), z.minus(l.spread(node, z.shape())));
        Map<Expr, Expr> others = new HashMap<>(quantities);
        others.remove(node);
        shorter.putIfAbsent(softmax, new Replacement(others).of(softmax));
      }
      default -> {}
    }
  }

  /** The sizes that have names. */
  Sizes sizes() {
    return sizes;
  }

  /** What is written in formulas: the names of quantities, and of the sizes that they have. */
  Set<String> names() {
    Set<String> names = new HashSet<>();
    for (Expr node : Expr.inOrder(List.of(function))) {
      if (node.op() instanceof Variable || isNamed(node)) {
        names.add(quantity(node).op().name());
      }
      node.shape().sizes().forEach(size -> names.add(sizes.text(size)));
    }
    return names;
  }

  /** J. */
  Expr objective() {
    return objective;
  }

  /** What is differentiated for a reader: J, or y of a Jacobian ∂y/∂x. */
  Expr function() {
    return function;
  }

  /** The nodes that have names and their symbols, in the order of the program. */
  Map<Expr, Expr> quantities() {
    return quantities;
  }

  boolean isNamed(Expr node) {
    return quantities.containsKey(node);
  }

  /** Passes by a named node: it is differentiated together with what it is used in. */
  void pass(Expr node) {
    passed.add(node);
  }

  /** Whether ∂J/∂node is a quantity of its own. */
  boolean isCut(Expr node) {
    return isNamed(node) && !passed.contains(node);
  }

  /** The symbol of a named node; any other node itself. */
  Expr quantity(Expr node) {
    return quantities.getOrDefault(node, node);
  }

  /** What a named node is called. */
  String name(Expr node) {
    return quantity(node).op().name();
  }

  /** The symbol of ∂J/∂node. */
  Expr total(Expr node) {
    return derivative(new Meaning.Total(node), node.shape());
  }

  /** The symbol of ∂y/∂node, its axes those of y, then those of the node. */
  Expr jacobian(Expr node) {
    return derivative(new Meaning.Jacobian(node), function.shape().concat(node.shape()));
  }

  /** The symbol of ∂node/∂by, for numbers. */
  Expr local(Expr node, Expr by) {
    return derivative(new Meaning.Local(node, by), by.shape());
  }

  /** The symbol of ∂node/∂by by all ways, for numbers. */
  Expr whole(Expr node, Expr by) {
    return derivative(new Meaning.Whole(node, by), by.shape());
  }

  /** The symbol of f′(z), for a node that is f(z) with an activation f. */
  Expr slope(Expr node) {
    return derivative(new Meaning.Slope(node), node.shape());
  }

  /** Says that J uses a quantity itself and through others, so that ∂J/∂x could be either. */
  void distinguish(Expr node) {
    direct.add(node);
  }

  /** Whether ∂J/∂x, all else held, differs from the derivative by all ways, dJ/dx. */
  boolean isDistinguished(Expr node) {
    return direct.contains(node);
  }

  private Expr derivative(Meaning meaning, Shape shape) {
    Expr known = derivatives.get(meaning);
    if (known == null) {
      known = Variable.fresh("∂", shape);
      derivatives.put(meaning, known);
      meanings.put(known, meaning);
    }
    return known;
  }

  /** What a variable stands for, if it is a symbol. */
  public Optional<Meaning> meaning(Expr variable) {
    return Optional.ofNullable(meanings.get(variable));
  }

  /** The symbols of derivatives that were asked for. */
  Set<Expr> derivatives() {
    return new HashSet<>(derivatives.values());
  }

  /** A graph in terms of the symbols of named nodes. */
  Expr fold(Expr node) {
    return folding.of(node);
  }

  /** As {@link #fold}, and forward values used where that is shorter. */
  Expr display(Expr node) {
    return display.of(node);
  }

  /** A node's own op in terms of symbols, the named ones that are passed by written out. */
  Expr apart(Expr node) {
    Map<Expr, Expr> cut = new HashMap<>(quantities);
    cut.keySet().removeIf(named -> !isCut(named) || named == node);
    return new Replacement(cut).of(node);
  }

  /** What a named node is, in terms of the symbols of others. */
  Expr definition(Expr node) {
    boolean itself = Softmax.argument(node).isPresent();
    return (itself ? folding : display).below(node);
  }
}
