package org.chainrule.engine.fusion;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.chainrule.engine.Precision;
import org.chainrule.engine.kernel.Term.Reduction;
import org.chainrule.engine.layout.View;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.ArgMax;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.LogSumExp;
import org.chainrule.graph.op.Max;
import org.chainrule.graph.op.Reduce;
import org.chainrule.graph.op.Sum;

/** The nest of a group's nodes. */
public final class GroupNest {
  private final Group group;
  private final NestBuilder builder;
  private final BiFunction<Expr, Boolean, View> views;
  private final Terms terms = new Terms();
  private final Map<Expr, Integer> numbers = new HashMap<>();
  private final Map<Position, Integer> loads = new HashMap<>();

  private GroupNest(Group group, NestBuilder builder, BiFunction<Expr, Boolean, View> views) {
    this.group = group;
    this.builder = builder;
    this.views = views;
  }

  /**
   * A member that is stored.
   *
   * @param member the node
   * @param view where it goes
   */
  public record Store(Expr member, View view) {}

  /**
   * The nest that computes and stores members of a group; empty if there is nothing to compute.
   *
   * @param stores where members go; loops over all these places must {@linkplain #nest nest}
   * @param views where a node's value lies, and if asked for, of a copy in row-major order
   */
  public static Optional<NestPlan> of(
      Group group, Precision precision, List<Store> stores, BiFunction<Expr, Boolean, View> views) {
    NestBuilder builder = new NestBuilder(precision, group.domain(), group.reduced());
    if (builder.isEmpty()) {
      return Optional.empty();
    }
    GroupNest nest = new GroupNest(group, builder, views);
    List<Integer> operands =
        stores.stream()
            .map(s -> builder.operand(s.view, nest.axes(s.member)).orElseThrow())
            .toList();
    group.members().forEach(nest::compute);
    for (int i = 0; i < operands.size(); i++) {
      builder.store(nest.member(stores.get(i).member), operands.get(i));
    }
    return Optional.of(builder.build(nest.terms));
  }

  /** Whether loops over all these places nest. */
  public static boolean nest(Group group, List<Store> stores) {
    NestBuilder builder = new NestBuilder(Precision.FLOAT32, group.domain(), group.reduced());
    return stores.stream()
        .allMatch(s -> builder.operand(s.view, group.axes(s.member).orElseThrow()).isPresent());
  }

  private List<Integer> axes(Expr member) {
    return group.axes(member).orElseThrow();
  }

  private int member(Expr node) {
    Integer number = numbers.get(node);
    if (number == null) {
      throw new IllegalStateException(node + " is no member of its group yet");
    }
    return number;
  }

  private void compute(Expr node) {
    if (group.isCopy()) {
      numbers.put(node, load(new Position(node, axes(node))));
      return;
    }
    List<Integer> inputs = Operands.of(group, node).stream().map(this::number).toList();
    int number =
        switch (node.op()) {
          case Elementwise op -> op.value(terms, inputs);
          case Reduce op -> reduce(node, op, inputs.getFirst());
          case Contract _ -> {
            int product = terms.multiply(inputs.get(0), inputs.get(1));
            yield group.reduced().isEmpty() ? product : terms.total(Reduction.SUM, product);
          }
          default -> throw new IllegalStateException(node + " is not computed in a group");
        };
    numbers.put(node, number);
  }

  private int number(Position position) {
    return switch (Found.of(group, position)) {
      case Found.Uniform number -> terms.constant(number.value());
      case Found.Member found -> member(found.node());
      case Found.Load load -> load(load.position());
    };
  }

  private int load(Position position) {
    Integer known = loads.get(position);
    if (known == null) {
      View view = views.apply(position.node(), false);
      known =
          builder
              .operand(view, position.axes())
              .orElseGet(
                  () ->
                      builder
                          .operand(views.apply(position.node(), true), position.axes())
                          .orElseThrow());
      loads.put(position, known);
    }
    return terms.load(known);
  }

  private int reduce(Expr node, Reduce op, int x) {
    Shape shape = node.input(0).shape();
    boolean one = Position.wide(shape).stream().noneMatch(op.axes()::contains);
    return switch (op) {
      case Sum _ -> one ? x : terms.total(Reduction.SUM, x);
      case Max _ -> one ? x : terms.total(Reduction.MAX, x);
      case ArgMax argMax -> one ? terms.constant(0) : argMax(x, shape.size(argMax.axis()));
      case LogSumExp _ -> throw new IllegalStateException("logSumExp was to be rewritten");
    };
  }

  /** The first position that holds the largest, or a NaN. */
  private int argMax(int x, int size) {
    double[] places = new double[size];
    Arrays.setAll(places, i -> i);
    Expr numbered = Expr.constant(Tensor.vector(places));
    int place = load(new Position(numbered, List.copyOf(group.reduced())));
    int largest = terms.total(Reduction.MAX, x);
    int none = terms.constant(Double.POSITIVE_INFINITY);
    int ofLargest = terms.ifEqual(x, largest, place, none);
    return terms.total(Reduction.MIN, terms.ifEqual(x, x, ofLargest, place));
  }
}
