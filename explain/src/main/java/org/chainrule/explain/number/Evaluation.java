package org.chainrule.explain.number;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.ArgMax;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.Fold;
import org.chainrule.graph.op.Gather;
import org.chainrule.graph.op.LogSumExp;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Max;
import org.chainrule.graph.op.Move;
import org.chainrule.graph.op.Reduce;
import org.chainrule.graph.op.ScatterAdd;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Variable;

/**
 * The meaning of every family of ops over numbers of any kind: float64 with error bounds, decimals
 * of many digits, polynomials. A tensor is the list of its elements in row-major order.
 */
public final class Evaluation<T> {
  private final Numbers<T> numbers;
  private final Map<Expr, List<T>> values;

  private Evaluation(Numbers<T> numbers, Map<Expr, List<T>> variables) {
    this.numbers = numbers;
    this.values = new HashMap<>(variables);
  }

  /**
   * The values of these nodes and of all that they depend on.
   *
   * @param variables the elements of every variable; nodes that stand here, too, are not evaluated
   * @throws IllegalArgumentException if a variable has no value
   */
  public static <T> Map<Expr, List<T>> of(
      Collection<Expr> roots, Numbers<T> numbers, Map<Expr, List<T>> variables) {
    Evaluation<T> evaluation = new Evaluation<>(numbers, variables);
    for (Expr node : Expr.inOrder(roots)) {
      if (!evaluation.values.containsKey(node)) {
        List<List<T>> inputs = node.inputs().stream().map(evaluation::known).toList();
        evaluation.values.put(node, evaluation.value(node, inputs));
      }
    }
    return evaluation.values;
  }

  /** The value of a node's op applied to these inputs. */
  public static <T> List<T> apply(Expr node, Numbers<T> numbers, List<List<T>> inputs) {
    return new Evaluation<>(numbers, Map.of()).value(node, inputs);
  }

  private List<T> value(Expr node, List<List<T>> inputs) {
    return switch (node.op()) {
      case Variable variable ->
          throw new IllegalArgumentException("variable " + variable.name() + " has no value");
      case Constant constant -> constant(constant);
      case Elementwise op -> elementwise(op, node.shape(), inputs);
      case Reduce op -> reduce(op, node, inputs.getFirst());
      case Move op -> move(op, node, inputs);
      case Contract op -> contract(op, node, inputs.get(0), inputs.get(1));
      case Gather _ -> gather(node, inputs.get(0), inputs.get(1));
      case ScatterAdd op -> scatterAdd(op, node, inputs.get(0), inputs.get(1));
      case Fold op -> fold(op, node, inputs.getFirst());
      case Loop op -> loop(op, inputs);
    };
  }

  private List<T> known(Expr node) {
    List<T> value = values.get(node);
    if (value == null) {
      throw new IllegalStateException("no value for " + node);
    }
    return value;
  }

  private List<T> constant(Constant constant) {
    return IntStream.range(0, constant.shape().elements())
        .mapToObj(i -> numbers.constant(constant.value().at(i)))
        .toList();
  }

  private List<T> elementwise(Elementwise op, Shape shape, List<List<T>> inputs) {
    return IntStream.range(0, shape.elements())
        .mapToObj(i -> numbers.apply(op, inputs.stream().map(input -> input.get(i)).toList()))
        .toList();
  }

  private List<T> zeros(Shape shape) {
    return new ArrayList<>(Collections.nCopies(shape.elements(), numbers.constant(0)));
  }

  private List<T> reduce(Reduce op, Expr node, List<T> input) {
    Shape from = node.input(0).shape();
    List<List<T>> groups = new ArrayList<>();
    for (int i = 0; i < node.shape().elements(); i++) {
      groups.add(new ArrayList<>());
    }
    for (int i = 0; i < from.elements(); i++) {
      int[] index = from.index(i);
      int[] kept =
          IntStream.range(0, index.length)
              .filter(axis -> !op.axes().contains(axis))
              .map(axis -> index[axis])
              .toArray();
      groups.get(node.shape().position(kept)).add(input.get(i));
    }
    return groups.stream().map(group -> reduce(op, group)).toList();
  }

  private T reduce(Reduce op, List<T> group) {
    return switch (op) {
      case Sum _ -> group.stream().reduce(numbers::add).orElseGet(() -> numbers.constant(0));
      case Max _ -> group.stream().reduce(numbers::larger).orElseThrow(Evaluation::empty);
      case LogSumExp _ -> {
        if (group.isEmpty()) {
          throw empty();
        }
        yield numbers.logSumExp(group);
      }
      case ArgMax _ -> argMax(group);
    };
  }

  private static ArithmeticException empty() {
    return new ArithmeticException("the largest of no numbers");
  }

  private T argMax(List<T> group) {
    T place = numbers.constant(0);
    T best = group.getFirst();
    for (int i = 1; i < group.size(); i++) {
      place = numbers.ifLess(best, group.get(i), numbers.constant(i), place);
      best = numbers.larger(best, group.get(i));
    }
    return place;
  }

  private List<T> move(Move op, Expr node, List<List<T>> inputs) {
    List<Shape> shapes = node.inputs().stream().map(Expr::shape).toList();
    return IntStream.range(0, node.shape().elements())
        .mapToObj(i -> op.source(node.shape().index(i), shapes))
        .map(
            source ->
                source.input() < 0
                    ? numbers.constant(op.fill())
                    : inputs.get(source.input()).get(source.position()))
        .toList();
  }

  private List<T> contract(Contract op, Expr node, List<T> left, List<T> right) {
    List<Shape> shapes = node.inputs().stream().map(Expr::shape).toList();
    String letters = op.out() + op.summed();
    Shape summed = new Shape(op.summed().chars().mapToObj(c -> op.size((char) c, shapes)).toList());
    Shape all = node.shape().concat(summed);
    int[] leftAxes = op.left().chars().map(letters::indexOf).toArray();
    int[] rightAxes = op.right().chars().map(letters::indexOf).toArray();
    List<T> result = zeros(node.shape());
    for (int i = 0; i < all.elements(); i++) {
      int[] index = all.index(i);
      T a = left.get(shapes.get(0).position(pick(leftAxes, index)));
      T b = right.get(shapes.get(1).position(pick(rightAxes, index)));
      int place = i / summed.elements();
      result.set(place, numbers.add(result.get(place), numbers.multiply(a, b)));
    }
    return result;
  }

  private static int[] pick(int[] axes, int[] index) {
    int[] picked = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      picked[i] = index[axes[i]];
    }
    return picked;
  }

  private List<T> gather(Expr node, List<T> table, List<T> rows) {
    int height = node.input(0).shape().size(0);
    int width = height == 0 ? 0 : table.size() / height;
    List<T> result = new ArrayList<>();
    for (T number : rows) {
      int row = numbers.row(number, height);
      result.addAll(table.subList(row * width, (row + 1) * width));
    }
    return result;
  }

  private List<T> scatterAdd(ScatterAdd op, Expr node, List<T> rows, List<T> added) {
    int width = op.rows() == 0 ? 0 : node.shape().elements() / op.rows();
    List<T> result = zeros(node.shape());
    for (int i = 0; i < rows.size(); i++) {
      int row = numbers.row(rows.get(i), op.rows());
      for (int k = 0; k < width; k++) {
        int place = row * width + k;
        result.set(place, numbers.add(result.get(place), added.get(i * width + k)));
      }
    }
    return result;
  }

  private List<T> fold(Fold op, Expr node, List<T> windows) {
    Shape from = node.input(0).shape();
    List<T> result = zeros(node.shape());
    for (int i = 0; i < windows.size(); i++) {
      int place = op.unfold().source(from.index(i), List.of(node.shape())).position();
      result.set(place, numbers.add(result.get(place), windows.get(i)));
    }
    return result;
  }

  private List<T> loop(Loop op, List<List<T>> inputs) {
    int states = op.states().size();
    int slices = op.slices().size();
    Map<Expr, List<T>> variables = new HashMap<>();
    for (int i = 0; i < op.invariants().size(); i++) {
      variables.put(op.invariants().get(i), inputs.get(states + slices + i));
    }
    for (int i = 0; i < states; i++) {
      variables.put(op.states().get(i), inputs.get(i));
    }
    List<Expr> body = new ArrayList<>(op.next());
    body.addAll(op.emitted());
    Map<Integer, List<List<T>>> emitted = new HashMap<>();
    for (int step = 0; step < op.steps(); step++) {
      int time = op.backward() ? op.steps() - 1 - step : step;
      for (int i = 0; i < slices; i++) {
        int width = op.slices().get(i).shape().elements();
        List<T> sequence = inputs.get(states + i);
        variables.put(op.slices().get(i), sequence.subList(time * width, (time + 1) * width));
      }
      Map<Expr, List<T>> results = of(body, numbers, variables);
      emitted.put(time, op.emitted().stream().map(results::get).toList());
      for (int i = 0; i < states; i++) {
        variables.put(op.states().get(i), results.getOrDefault(op.next().get(i), List.of()));
      }
    }
    List<T> result = new ArrayList<>();
    op.states().forEach(state -> result.addAll(variables.getOrDefault(state, List.of())));
    for (int output = 0; output < op.emitted().size(); output++) {
      for (int time = 0; time < op.steps(); time++) {
        result.addAll(emitted.getOrDefault(time, List.of()).get(output));
      }
    }
    return result;
  }
}
