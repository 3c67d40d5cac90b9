package org.chainrule.graph.interpreter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.ArgMax;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.Fold;
import org.chainrule.graph.op.Gather;
import org.chainrule.graph.op.Index;
import org.chainrule.graph.op.LogSumExp;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Max;
import org.chainrule.graph.op.Move;
import org.chainrule.graph.op.Reduce;
import org.chainrule.graph.op.ScatterAdd;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Variable;

/** The meaning of every family of ops on float64 tensors. */
final class Evaluation {
  private static final Float64Arithmetic ARITHMETIC = new Float64Arithmetic();

  private Evaluation() {}

  static Tensor apply(Expr node, List<Tensor> inputs) {
    Shape shape = node.shape();
    return switch (node.op()) {
      case Variable variable ->
          throw new IllegalArgumentException("variable " + variable.name() + " has no value");
      case Constant constant -> constant.value();
      case Elementwise op -> elementwise(op, shape, inputs);
      case Reduce op -> reduce(op, shape, inputs.getFirst());
      case Move op -> move(op, shape, inputs);
      case Contract op -> contract(op, shape, inputs.get(0), inputs.get(1));
      case Gather _ -> gather(shape, inputs.get(0), inputs.get(1));
      case ScatterAdd op -> scatterAdd(op, shape, inputs.get(0), inputs.get(1));
      case Fold op -> fold(op, shape, inputs.getFirst());
      case Loop op -> loop(op, shape, inputs);
    };
  }

  private static Tensor elementwise(Elementwise op, Shape shape, List<Tensor> inputs) {
    double[] result = new double[shape.elements()];
    for (int i = 0; i < result.length; i++) {
      int place = i;
      List<Double> numbers = inputs.stream().map(input -> input.at(place)).toList();
      result[i] = op.value(ARITHMETIC, numbers);
    }
    return Tensor.of(shape, result);
  }

  private static Tensor reduce(Reduce op, Shape shape, Tensor input) {
    List<List<Double>> groups = new ArrayList<>();
    for (int i = 0; i < shape.elements(); i++) {
      groups.add(new ArrayList<>());
    }
    for (int i = 0; i < input.shape().elements(); i++) {
      int[] index = input.shape().index(i);
      int[] kept = new int[shape.rank()];
      int next = 0;
      for (int axis = 0; axis < index.length; axis++) {
        if (!op.axes().contains(axis)) {
          kept[next++] = index[axis];
        }
      }
      groups.get(shape.position(kept)).add(input.at(i));
    }
    double[] result = groups.stream().mapToDouble(group -> reduce(op, group)).toArray();
    return Tensor.of(shape, result);
  }

  private static double reduce(Reduce op, List<Double> group) {
    double max = group.stream().mapToDouble(v -> v).reduce(Double.NEGATIVE_INFINITY, Math::max);
    return switch (op) {
      case Sum _ -> sum(group);
      case Max _ -> max;
      case LogSumExp _ ->
          Double.isInfinite(max)
              ? max
              : max
                  + StrictMath.log(sum(group.stream().map(v -> StrictMath.exp(v - max)).toList()));
      case ArgMax _ -> group.indexOf(max == 0 ? zeroIn(group) : (Double) max);
    };
  }

  /** 0.0 and −0.0 are one maximum: whichever comes first. */
  private static Double zeroIn(List<Double> group) {
    return group.stream().filter(v -> v == 0).findFirst().orElseThrow();
  }

  private static double sum(List<Double> numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum;
  }

  private static Tensor move(Move op, Shape shape, List<Tensor> inputs) {
    List<Shape> shapes = inputs.stream().map(Tensor::shape).toList();
    double[] result = new double[shape.elements()];
    for (int i = 0; i < result.length; i++) {
      Move.Source source = op.source(shape.index(i), shapes);
      result[i] = source.input() < 0 ? op.fill() : inputs.get(source.input()).at(source.position());
    }
    return Tensor.of(shape, result);
  }

  private static Tensor contract(Contract op, Shape shape, Tensor left, Tensor right) {
    List<Shape> inputs = List.of(left.shape(), right.shape());
    String letters = op.out() + op.summed();
    Shape summed = new Shape(op.summed().chars().mapToObj(c -> op.size((char) c, inputs)).toList());
    double[] result = new double[shape.elements()];
    for (int i = 0; i < result.length; i++) {
      for (int k = 0; k < summed.elements(); k++) {
        int[] index =
            IntStream.concat(Arrays.stream(shape.index(i)), Arrays.stream(summed.index(k)))
                .toArray();
        result[i] +=
            left.at(left.shape().position(pick(op.left(), letters, index)))
                * right.at(right.shape().position(pick(op.right(), letters, index)));
      }
    }
    return Tensor.of(shape, result);
  }

  private static int[] pick(String wanted, String letters, int[] index) {
    return wanted.chars().map(letter -> index[letters.indexOf(letter)]).toArray();
  }

  private static Tensor gather(Shape shape, Tensor table, Tensor numbers) {
    int rows = table.shape().size(0);
    int width = rows == 0 ? 0 : table.shape().elements() / rows;
    double[] result = new double[shape.elements()];
    for (int i = 0; i < numbers.shape().elements(); i++) {
      int row = Index.row("gather", numbers.at(i), rows);
      for (int k = 0; k < width; k++) {
        result[i * width + k] = table.at(row * width + k);
      }
    }
    return Tensor.of(shape, result);
  }

  private static Tensor scatterAdd(ScatterAdd op, Shape shape, Tensor numbers, Tensor values) {
    int width = op.rows() == 0 ? 0 : shape.elements() / op.rows();
    double[] result = new double[shape.elements()];
    for (int i = 0; i < numbers.shape().elements(); i++) {
      int row = Index.row("scatterAdd", numbers.at(i), op.rows());
      for (int k = 0; k < width; k++) {
        result[row * width + k] += values.at(i * width + k);
      }
    }
    return Tensor.of(shape, result);
  }

  private static Tensor fold(Fold op, Shape shape, Tensor windows) {
    double[] result = new double[shape.elements()];
    for (int i = 0; i < windows.shape().elements(); i++) {
      int[] index = windows.shape().index(i);
      result[op.unfold().source(index, List.of(shape)).position()] += windows.at(i);
    }
    return Tensor.of(shape, result);
  }

  private static Tensor loop(Loop op, Shape shape, List<Tensor> inputs) {
    int stateCount = op.states().size();
    int sliceCount = op.slices().size();
    List<Tensor> states = inputs.subList(0, stateCount);
    Map<Expr, Tensor> variables = new HashMap<>();
    for (int i = 0; i < op.invariants().size(); i++) {
      variables.put(op.invariants().get(i), inputs.get(stateCount + sliceCount + i));
    }
    Tensor[][] outputs = new Tensor[op.emitted().size()][op.steps()];
    List<Expr> body = new ArrayList<>(op.next());
    body.addAll(op.emitted());
    for (int step = 0; step < op.steps(); step++) {
      int time = op.backward() ? op.steps() - 1 - step : step;
      for (int i = 0; i < stateCount; i++) {
        variables.put(op.states().get(i), states.get(i));
      }
      for (int i = 0; i < sliceCount; i++) {
        variables.put(op.slices().get(i), part(inputs.get(stateCount + i), time));
      }
      List<Tensor> results = Interpreter.evaluate(body, variables);
      states = results.subList(0, stateCount);
      for (int i = 0; i < outputs.length; i++) {
        outputs[i][time] = results.get(stateCount + i);
      }
    }
    List<Tensor> laidOut = new ArrayList<>(states);
    for (Tensor[] output : outputs) {
      laidOut.addAll(Arrays.asList(output));
    }
    return Tensor.of(
        shape, laidOut.stream().flatMapToDouble(t -> Arrays.stream(t.toArray())).toArray());
  }

  private static Tensor part(Tensor sequence, int time) {
    Shape shape = sequence.shape().range(1, sequence.shape().rank());
    int from = time * shape.elements();
    return Tensor.of(shape, Arrays.copyOfRange(sequence.toArray(), from, from + shape.elements()));
  }
}
