package org.chainrule.explain.geometry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Vectorize;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Formula;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Relu;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Variable;

/**
 * A program as functions of two inputs: two numbers without values, or a vector of two.
 *
 * @param program the program, whose other variables have values
 * @param inputs the two numbers, or the vector
 */
public record Plane(FormulaProgram program, List<Expr> inputs) {
  /**
   * A rectifier.
   *
   * @param name what its argument is called
   * @param argument its argument, a number
   * @param active where the argument is positive, exactly, if the argument is affine in the inputs
   */
  public record Unit(String name, Expr argument, Optional<HalfPlane> active) {}

  /**
   * The program as functions of what has no value.
   *
   * @throws IllegalArgumentException if these are not two numbers or a vector of two
   */
  public static Plane of(FormulaProgram program) {
    List<Expr> free =
        program.variables().stream().filter(v -> !program.values().containsKey(v)).toList();
    return of(program, free);
  }

  /**
   * The program as functions of these inputs; a value that one of them has is not used.
   *
   * @throws IllegalArgumentException if these are not two numbers or a vector of two, or another
   *     variable has no value
   */
  public static Plane of(FormulaProgram program, List<Expr> inputs) {
    List<Shape> shapes = inputs.stream().map(Expr::shape).toList();
    boolean fits =
        shapes.equals(List.of(Shape.SCALAR, Shape.SCALAR)) || shapes.equals(List.of(Shape.of(2)));
    if (!fits) {
      throw new IllegalArgumentException(
          "a plane has two inputs, two numbers or a vector of two, not "
              + (inputs.isEmpty()
                  ? "none"
                  : inputs.stream().map(Plane::described).collect(Collectors.joining(", ")))
              + "; the other variables need values, and --inputs names the two");
    }
    List<String> missing =
        program.variables().stream()
            .filter(v -> !program.values().containsKey(v) && !inputs.contains(v))
            .map(v -> v.op().name())
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          String.join(", ", missing) + " need a value, given with --at");
    }
    return new Plane(program, inputs);
  }

  private static String described(Expr variable) {
    return variable.op().name() + (variable.shape().rank() == 0 ? "" : " " + variable.shape());
  }

  /** What the inputs are called. */
  public List<String> names() {
    return inputs.size() == 2
        ? inputs.stream().map(v -> v.op().name()).toList()
        : List.of(inputs.getFirst().op().name() + "_1", inputs.getFirst().op().name() + "_2");
  }

  /** The values of a number at many points. */
  public double[] values(Expr number, List<Spot> spots) {
    int count = spots.size();
    Map<Expr, Expr> replacements = new HashMap<>();
    Map<Expr, Tensor> at = new HashMap<>(program.values());
    if (inputs.size() == 2) {
      put(inputs.get(0), spots.stream().mapToDouble(Spot::x).toArray(), replacements, at);
      put(inputs.get(1), spots.stream().mapToDouble(Spot::y).toArray(), replacements, at);
    } else {
      double[] pairs = new double[2 * count];
      for (int i = 0; i < count; i++) {
        pairs[2 * i] = spots.get(i).x();
        pairs[2 * i + 1] = spots.get(i).y();
      }
      Expr many = Expr.variable("many", count, 2);
      replacements.put(inputs.getFirst(), many);
      at.put(many, Tensor.of(Shape.of(count, 2), pairs));
    }
    Expr all = Vectorize.over(List.of(number), replacements).getFirst();
    return Interpreter.evaluate(all, at).toArray();
  }

  private static void put(
      Expr input, double[] values, Map<Expr, Expr> replacements, Map<Expr, Tensor> at) {
    Expr many = Variable.fresh("many", Shape.of(values.length));
    replacements.put(input, many);
    at.put(many, Tensor.vector(values));
  }

  /** The rectifiers that the program's quantities are made with, each element of a vector alone. */
  public List<Unit> units() {
    Set<Expr> seen = new HashSet<>();
    List<Unit> units = new ArrayList<>();
    List<Expr> roots = program.quantities().stream().map(q -> q.value()).toList();
    for (Expr node : Expr.inOrder(roots)) {
      if (node.op() instanceof Relu && dependsOnInputs(node) && seen.add(node.input(0))) {
        units.addAll(units(node.input(0), "relu" + seen.size()));
      }
    }
    return units;
  }

  private List<Unit> units(Expr argument, String usualName) {
    int count = argument.shape().elements();
    if (argument.shape().rank() == 0) {
      String formula = Formula.of(argument);
      boolean brief = formula.length() < 20 && !formula.contains("\n");
      String name = program.name(argument).orElse(brief ? formula : usualName);
      return List.of(new Unit(name, argument, halfPlane(argument)));
    }
    String whole = program.name(argument).orElse(usualName);
    Expr flat = argument.reshape(count);
    List<Unit> units = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Optional<Expr> part = part(argument, i);
      Expr element = part.orElse(flat.at(0, i));
      boolean ownName = program.name(argument).isEmpty();
      String name = part.filter(p -> ownName).flatMap(program::name).orElse(whole + "_" + (i + 1));
      units.add(new Unit(name, element, halfPlane(element)));
    }
    return units;
  }

  /** The number that was put in this place of a vector, if numbers make it. */
  private static Optional<Expr> part(Expr vector, int place) {
    boolean ofNumbers =
        vector.op() instanceof Concatenate
            && vector.inputs().size() == vector.shape().elements()
            && vector.input(place).op() instanceof Reshape;
    return ofNumbers ? Optional.of(vector.input(place).input(0)) : Optional.empty();
  }

  private boolean dependsOnInputs(Expr node) {
    return Expr.inOrder(List.of(node)).stream().anyMatch(inputs::contains);
  }

  /** A number is affine in the inputs if its gradient does not have them. */
  private Optional<HalfPlane> halfPlane(Expr number) {
    List<Expr> gradient = new ArrayList<>();
    for (Expr input : inputs) {
      Expr slope = Gradient.by(number, input);
      if (dependsOnInputs(slope)) {
        return Optional.empty();
      }
      gradient.add(slope);
    }
    List<Double> slopes = new ArrayList<>();
    for (Tensor slope : Interpreter.evaluate(gradient, program.values())) {
      for (double value : slope.toArray()) {
        slopes.add(value);
      }
    }
    double atOrigin = values(number, List.of(new Spot(0, 0)))[0];
    return Optional.of(new HalfPlane(slopes.get(0), slopes.get(1), atOrigin));
  }
}
