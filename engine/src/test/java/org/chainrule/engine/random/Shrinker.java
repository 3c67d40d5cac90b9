package org.chainrule.engine.random;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Program;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Leaf;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Variable;

/** Makes a failing program smaller, step by step, as long as it fails. */
final class Shrinker {
  private static final int MOST = 3000;

  private final Predicate<Sample> fails;
  private int tried;

  private Shrinker(Predicate<Sample> fails) {
    this.fails = fails;
  }

  /** A program made from this one that fails as well, none of whose simpler forms does. */
  static Sample smallest(Sample sample, Predicate<Sample> fails) {
    Shrinker shrinker = new Shrinker(fails);
    Sample smallest = sample;
    Optional<Sample> smaller = Optional.of(sample);
    while (smaller.isPresent()) {
      smallest = smaller.get();
      smaller = shrinker.smaller(smallest);
    }
    return shrinker.plainer(smallest);
  }

  private Optional<Sample> smaller(Sample sample) {
    long size = size(sample);
    return candidates(sample)
        .filter(candidate -> size(candidate) < size && failing(candidate))
        .findFirst();
  }

  private boolean failing(Sample sample) {
    if (++tried > MOST) {
      return false;
    }
    try {
      return fails.test(sample);
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** What a program would cost to read: its nodes, those in loops more than others. */
  private static long size(Sample sample) {
    return sample.program().outputs().size()
        + 3L * sample.program().updates().size()
        + size(sample.program().roots());
  }

  private static long size(List<Expr> roots) {
    long size = 0;
    for (Expr node : Expr.inOrder(roots)) {
      size += node.op() instanceof Leaf ? 1 : 2;
      if (node.op() instanceof Loop loop) {
        size += 10L * loop.steps() + 2 * size(LoopShrinking.body(loop));
      }
    }
    return size;
  }

  private Stream<Sample> candidates(Sample sample) {
    List<Expr> nodes = Expr.inOrder(sample.program().roots());
    Map<Expr, Tensor> values = new HashMap<>();
    List<Tensor> tensors = Interpreter.evaluate(nodes, sample.values());
    for (int i = 0; i < nodes.size(); i++) {
      values.put(nodes.get(i), tensors.get(i));
    }
    values.putAll(sample.values());
    List<Expr> inner =
        nodes.reversed().stream().filter(node -> !(node.op() instanceof Leaf)).toList();
    return Stream.of(
            parts(sample),
            inner.reversed().stream().map(node -> alone(node, values)),
            inner.reversed().stream().map(node -> new Sample(Program.of(node), values)),
            inner.stream()
                .flatMap(Shrinker::otherLoops)
                .map(n -> new Sample(Program.of(n), values)),
            inner.stream().map(node -> given(sample, node, values)),
            inner.stream().flatMap(node -> replacements(node).map(r -> with(sample, node, r))))
        .flatMap(stream -> stream);
  }

  /** One output, one update, or all but one. */
  private static Stream<Sample> parts(Sample sample) {
    List<Sample> parts = new ArrayList<>();
    Program program = sample.program();
    for (Expr output : program.outputs()) {
      parts.add(new Sample(Program.of(output), sample.values()));
    }
    program
        .updates()
        .forEach(
            (variable, value) ->
                parts.add(
                    new Sample(new Program(List.of(), Map.of(variable, value)), sample.values())));
    for (int i = 0; i < program.outputs().size(); i++) {
      List<Expr> fewer = new ArrayList<>(program.outputs());
      fewer.remove(i);
      parts.add(new Sample(new Program(fewer, program.updates()), sample.values()));
    }
    for (Expr variable : program.updates().keySet()) {
      Map<Expr, Expr> fewer = new LinkedHashMap<>(program.updates());
      fewer.remove(variable);
      parts.add(new Sample(new Program(program.outputs(), fewer), sample.values()));
    }
    return parts.stream();
  }

  /** A node whose inputs are variables. */
  private static Sample alone(Expr node, Map<Expr, Tensor> values) {
    Map<Expr, Expr> replacements = new HashMap<>();
    Map<Expr, Tensor> known = new HashMap<>(values);
    for (Expr input : node.inputs()) {
      replacements.put(input, asVariable(input, known));
    }
    return new Sample(Program.of(Substitution.rebuilt(node, replacements)), known);
  }

  /** The program with a variable in the place of a node. */
  private static Sample given(Sample sample, Expr node, Map<Expr, Tensor> values) {
    Map<Expr, Tensor> known = new HashMap<>(values);
    Expr variable = asVariable(node, known);
    return new Sample(Substitution.of(sample.program(), Map.of(node, variable)), known);
  }

  /** A variable with the value that a node has. */
  private static Expr asVariable(Expr node, Map<Expr, Tensor> values) {
    Tensor value = values.get(node);
    if (node.op() instanceof Leaf || value == null) {
      return node;
    }
    int number = values.size();
    Expr variable = Expr.variable("x" + number, node.shape());
    while (values.containsKey(variable)) {
      number++;
      variable = Expr.variable("x" + number, node.shape());
    }
    double[] numbers = value.toArray();
    Arrays.setAll(numbers, i -> (float) numbers[i]);
    values.put(variable, Tensor.of(node.shape(), numbers));
    return variable;
  }

  /** Simpler nodes of the same shape. */
  private static Stream<Expr> replacements(Expr node) {
    Stream<Expr> inputs =
        Expr.inOrder(node.inputs()).stream().filter(input -> input.shape().equals(node.shape()));
    Stream<Expr> reshaped =
        node.inputs().stream()
            .filter(input -> input.shape().elements() == node.shape().elements())
            .map(input -> input.reshape(node.shape()));
    return node.op() instanceof Loop loop
        ? Stream.concat(inputs, LoopShrinking.of(loop, node.inputs()))
        : Stream.concat(inputs, reshaped);
  }

  private static Stream<Expr> otherLoops(Expr node) {
    return node.op() instanceof Loop loop
        ? LoopShrinking.ofOtherShape(loop, node.inputs())
        : Stream.of();
  }

  private static Sample with(Sample sample, Expr node, Expr replacement) {
    return new Sample(
        Substitution.of(sample.program(), Map.of(node, replacement)), sample.values());
  }

  /** The program with plain numbers in as many variables as possible. */
  private Sample plainer(Sample sample) {
    Sample plain = sample;
    for (Expr variable : sample.values().keySet()) {
      for (Tensor value : plain(variable)) {
        Map<Expr, Tensor> values = new HashMap<>(plain.values());
        values.put(variable, value);
        Sample candidate = new Sample(plain.program(), values);
        if (failing(candidate)) {
          plain = candidate;
          break;
        }
      }
    }
    return plain;
  }

  private static List<Tensor> plain(Expr variable) {
    double[] counted = new double[variable.shape().elements()];
    Arrays.setAll(counted, i -> i + 1);
    return List.of(
        Tensor.filled(variable.shape(), 0),
        Tensor.filled(variable.shape(), 1),
        Tensor.of(variable.shape(), counted));
  }

  /** The nodes of a program that are not variables. */
  static long nodes(Sample sample) {
    return Expr.inOrder(sample.program().roots()).stream()
        .filter(node -> !(node.op() instanceof Variable))
        .count();
  }
}
