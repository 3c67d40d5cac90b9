package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.chainrule.explain.writing.NameText;
import org.chainrule.explain.writing.ValueText;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Compare;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.LeakyRelu;
import org.chainrule.graph.op.Log;
import org.chainrule.graph.op.LogSumExp;
import org.chainrule.graph.op.Max;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Power;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Select;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Subtract;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Transpose;
import org.chainrule.graph.op.Variable;

/**
 * Writes graphs as mathematics: symbols by their names, contractions as products of matrices,
 * repetition only where a column is repeated. What needs no knowledge of shapes the ops say
 * themselves.
 */
final class Writer<F> {
  private final Notation<F> notation;
  private final Symbols symbols;
  private final Optional<Function<Shape, String>> measures;
  private final UnaryOperator<String> naming;

  Writer(Notation<F> notation, Symbols symbols, Optional<Function<Shape, String>> measures) {
    this(notation, symbols, measures, UnaryOperator.identity());
  }

  /**
   * A writer.
   *
   * @param measures how the shapes below factors are written, if they are
   * @param naming what names are written as
   */
  Writer(
      Notation<F> notation,
      Symbols symbols,
      Optional<Function<Shape, String>> measures,
      UnaryOperator<String> naming) {
    this.notation = notation;
    this.symbols = symbols;
    this.measures = measures;
    this.naming = naming;
  }

  /** The formula of a graph. */
  F write(Expr node) {
    Optional<Expr> softmax = Softmax.argument(node);
    if (softmax.isPresent()) {
      return notation.call("softmax", List.of(write(softmax.get())));
    }
    Optional<Expr> logSoftmax = Softmax.logArgument(node);
    if (logSoftmax.isPresent()) {
      F inner = notation.call("softmax", List.of(write(logSoftmax.get())));
      return new Log().notation(notation, inner);
    }
    Optional<Windowed> windowed = Windowed.of(node);
    if (windowed.isPresent()) {
      List<F> arguments = windowed.get().arguments().stream().map(this::write).toList();
      return notation.call(windowed.get().name(), arguments);
    }
    return switch (node.op()) {
      case Select _ when leakySlope(node).isPresent() ->
          notation.call("leakyRelu′", List.of(write(node.input(0).input(1))));
      case Variable v -> symbol(node, v);
      case Multiply _ -> multiplied(node);
      case Broadcast _ -> repeated(node);
      case Reshape _ -> reshaped(node);
      case Slice slice -> sliced(node, slice);
      case Concatenate _ when node.inputs().stream().allMatch(Writer::isElement) ->
          notation.vector(node.inputs().stream().map(this::write).toList());
      case Pad pad when node.shape().rank() == 1 && SingleElement.isOne(node) && isOpen(node) ->
          single(node, pad);
      case Pad _, Add _, Subtract _, Negate _ when Elements.of(node).isPresent() && !isOpen(node) ->
          Elements.of(node).orElseThrow().written(notation, this);
      case Compare c -> compared(notation, node, c, write(node.input(0)), write(node.input(1)));
      case Contract _ when Matrices.diagonal(node).isPresent() ->
          notation.call("diag", List.of(write(Matrices.diagonal(node).orElseThrow())));
      case Contract c -> new ProductWriter<>(notation, this, symbols).written(node, c);
      case Sum sum -> summed(node, sum);
      case Max max when max.axes().size() == node.input(0).shape().rank() ->
          notation.call("max", List.of(write(node.input(0))));
      case LogSumExp l when l.axes().size() == node.input(0).shape().rank() ->
          new Log()
              .notation(
                  notation,
                  notation.summation("", notation.call("exp", List.of(write(node.input(0))))));
      case LogSumExp _ -> notation.call("logsumexp", List.of(write(node.input(0))));
      case Power p
          when p.exponent() == 0.5
              && bare(node.input(0)).op() instanceof Sum s
              && isSquare(bare(node.input(0)).input(0), s) ->
          notation.length(write(bare(node.input(0)).input(0).input(0)));
      case Power p when node.shape().rank() == 2 && p.exponent() != 0.5 ->
          raised(write(node.input(0)), p.exponent());
      case Constant _ when Matrices.isIdentity(node) -> notation.name("I");
      case Constant c when c.shape().rank() > 0 -> notation.name(ValueText.literal(c.value()));
      default -> node.op().notation(notation, node.inputs().stream().map(this::write).toList());
    };
  }

  /** A power of a matrix element by element, which is not one by the product of matrices. */
  private F raised(F base, double exponent) {
    return exponent == -1
        ? notation.quotient(notation.number(1), base)
        : exponent == 2
            ? notation.hadamard(base, base)
            : notation.call("pow", List.of(base, notation.number(exponent)));
  }

  /** The slope, if a node is the derivative of the leaky rectifier. */
  static OptionalDouble leakySlope(Expr node) {
    OptionalDouble slope = Uniform.value(node.input(2));
    boolean matches =
        slope.isPresent()
            && node.input(0).op() instanceof Compare
            && new LeakyRelu(slope.getAsDouble()).derivative(node.input(0).input(1), node) == node;
    return matches ? slope : OptionalDouble.empty();
  }

  private F symbol(Expr node, Variable variable) {
    return switch (symbols.meaning(node).orElse(null)) {
      case null -> measured(notation.name(naming.apply(NameText.of(variable.name()))), node);
      case Symbols.Meaning.Quantity _ ->
          measured(notation.name(naming.apply(NameText.of(variable.name()))), node);
      case Symbols.Meaning.Total total -> measured(total(total.node()), node);
      case Symbols.Meaning.Jacobian(Expr x) -> derivative(symbols.function(), x);
      case Symbols.Meaning.Whole part -> total(part.node(), part.by());
      case Symbols.Meaning.Local local -> derivative(local.node(), local.by());
      case Symbols.Meaning.Slope(Expr of) -> {
        F argument = plain().write(symbols.display(of.input(0)));
        yield measured(notation.call(RuleNames.activation(of.op()) + "′", List.of(argument)), node);
      }
    };
  }

  /** ∂J/∂x by all ways; dJ/dx where that is not what ∂J/∂x is with all else held. */
  private F total(Expr x) {
    Writer<F> always = new Writer<>(notation, symbols, Optional.empty());
    Expr y = symbols.function();
    F of = always.write(symbols.fold(y));
    return symbols.isDistinguished(x) ? notation.total(of, by(x)) : derivative(of, y, x);
  }

  private F total(Expr y, Expr x) {
    return notation.total(plain().write(symbols.fold(y)), by(x));
  }

  /** ∂y/∂x, or ∂/∂x (y) where y has no name. */
  F derivative(Expr y, Expr x) {
    return derivative(plain().write(symbols.fold(y)), y, x);
  }

  private F derivative(F of, Expr y, Expr x) {
    boolean named = symbols.fold(y).op() instanceof Variable;
    return named ? notation.derivative(of, by(x)) : notation.derivativeOf(of, by(x));
  }

  private F by(Expr x) {
    return plain().write(symbols.display(x));
  }

  private Writer<F> plain() {
    return new Writer<>(notation, symbols, Optional.empty(), naming);
  }

  private F measured(F formula, Expr node) {
    return measures.isPresent() && node.shape().rank() > 0
        ? notation.measured(formula, measures.get().apply(node.shape()))
        : formula;
  }

  private F multiplied(Expr node) {
    F a = write(node.input(0));
    F b = write(node.input(1));
    boolean scalar =
        Uniform.number(node.input(0)).isPresent() || Uniform.number(node.input(1)).isPresent();
    boolean swapped =
        Uniform.value(node.input(1)).isPresent() && Uniform.value(node.input(0)).isEmpty();
    return !scalar
        ? notation.hadamard(a, b)
        : swapped ? notation.scaled(b, a) : notation.scaled(a, b);
  }

  private static boolean isElement(Expr node) {
    return node.shape().rank() == 1 && node.shape().elements() == 1;
  }

  /** Whether a size of it is but a name. */
  private boolean isOpen(Expr node) {
    return node.shape().sizes().stream().anyMatch(s -> symbols.sizes().symbol(s).isPresent());
  }

  /** {@code a e_2}, where how many elements there are is not told. */
  private F single(Expr node, Pad pad) {
    Expr number = Elements.number(node.input(0));
    F unit = notation.indexed(notation.name("e"), Integer.toString(pad.low().getFirst() + 1));
    return Uniform.value(number).orElse(0) == 1 ? unit : notation.scaled(write(number), unit);
  }

  /** A number without its repetition. */
  private static Expr bare(Expr node) {
    return Uniform.number(node).orElse(node);
  }

  /** A column that is repeated in all columns is {@code x 1ᵀ}, a row in all rows {@code 1 xᵀ}. */
  private F repeated(Expr node) {
    Expr input = node.input(0);
    Shape shape = node.shape();
    boolean marked =
        shape.rank() == 2 && Uniform.number(input).isEmpty() && Uniform.value(node).isEmpty();
    if (marked && shape.size(1) > 1 && input.shape().equals(Shape.of(shape.size(0), 1))) {
      return notation.product(
          write(input), ones(notation.transposed(notation.name("1")), Shape.of(1, shape.size(1))));
    }
    boolean vector = input.shape().equals(Shape.of(shape.size(-1)));
    boolean row = shape.rank() == 2 && input.shape().equals(Shape.of(1, shape.size(1)));
    if (!marked || shape.size(0) == 1 || (!vector && !row)) {
      return write(input);
    }
    F ones = ones(notation.name("1"), Shape.of(shape.size(0)));
    if (row && input.op() instanceof Reshape && input.input(0).shape().rank() == 1) {
      return notation.product(ones, transposed(input.input(0)));
    }
    return notation.product(ones, vector ? transposed(input) : write(input));
  }

  /** Ones in this shape. */
  F ones(F one, Shape shape) {
    return measures.isPresent() ? notation.measured(one, measures.get().apply(shape)) : one;
  }

  /** Axes of size 1 come and go unseen; other new shapes are told. */
  private F reshaped(Expr node) {
    List<Integer> before = node.input(0).shape().sizes().stream().filter(s -> s != 1).toList();
    List<Integer> after = node.shape().sizes().stream().filter(s -> s != 1).toList();
    F inner = write(node.input(0));
    boolean flat = node.shape().rank() == 1;
    String name = flat ? "flatten" : "reshape[" + symbols.sizes().text(node.shape()) + "]";
    return before.equals(after) ? inner : notation.call(name, List.of(inner));
  }

  /** One element or one row, counted from 1. */
  private F sliced(Expr node, Slice slice) {
    Shape shape = node.input(0).shape();
    List<String> indices = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      boolean whole = node.shape().size(axis) == shape.size(axis);
      if (!whole && node.shape().size(axis) != 1) {
        return slice.notation(notation, List.of(write(node.input(0))));
      }
      indices.add(whole ? ":" : Integer.toString(slice.from().get(axis) + 1));
    }
    if (shape.rank() == 1 && node.input(0).op() instanceof Variable v) {
      String name = NameText.of(v.name()) + "_" + indices.getFirst();
      String renamed = naming.apply(name);
      if (!renamed.equals(name)) {
        return notation.name(renamed);
      }
    }
    String separator = indices.size() > 1 ? "," : "";
    F part = notation.indexed(plain().write(node.input(0)), String.join(separator, indices));
    return node.shape().elements() == 1 ? part : measured(part, node);
  }

  /** A comparison with a number or a name last: [a > 0], [|u| > δ]. */
  static <F> F compared(Notation<F> notation, Expr node, Compare compare, F a, F b) {
    if (simplicity(node.input(0)) <= simplicity(node.input(1))) {
      return compare.notation(notation, a, b);
    }
    String sign =
        switch (compare.relation()) {
          case LESS -> ">";
          case LESS_OR_EQUAL -> "≥";
          case EQUAL -> "=";
        };
    return notation.relation(sign, b, a);
  }

  private static int simplicity(Expr node) {
    boolean name = Uniform.number(node).orElse(node).op() instanceof Variable;
    boolean same = node.shape().rank() > 0 && Uniform.number(node).isPresent();
    return Uniform.value(node).isPresent() ? 3 : (name ? 1 : 0) + (same ? 1 : 0);
  }

  static boolean isSquare(Expr node, Sum sum) {
    return node.op() instanceof Power p
        && p.exponent() == 2
        && node.shape().rank() > 0
        && sum.axes().size() == node.shape().rank();
  }

  private F summed(Expr node, Sum sum) {
    Expr inner = node.input(0);
    Optional<Expr> traced = Matrices.traced(node);
    if (traced.isPresent()) {
      return notation.call("tr", List.of(write(traced.get())));
    }
    if (isSquare(inner, sum)) {
      return notation.power(notation.length(write(inner.input(0))), 2);
    }
    if (inner.shape().rank() == 2 && sum.axes().size() == 1) {
      F matrix = write(inner);
      F ones = ones(notation.name("1"), Shape.of(inner.shape().size(sum.axes().getFirst())));
      return notation.product(
          sum.axes().getFirst() == 0 ? notation.transposed(matrix) : matrix, ones);
    }
    return notation.summation("", write(inner));
  }

  /** A matrix transposed, or a vector as a row. */
  F transposed(Expr factor) {
    if (factor.op() instanceof Transpose && factor.shape().rank() == 2) {
      return write(factor.input(0));
    }
    Optional<Expr> reversed = Matrices.transposedProduct(factor);
    if (reversed.isPresent()) {
      return write(reversed.get());
    }
    boolean atom = factor.op() instanceof Variable;
    if (!atom || measures.isEmpty()) {
      return notation.transposed(write(factor));
    }
    F name = plain().write(factor);
    List<Integer> sizes = new ArrayList<>(factor.shape().sizes());
    Shape shape = sizes.size() == 1 ? factor.shape().prepend(1) : new Shape(sizes.reversed());
    return notation.measured(notation.transposed(name), measures.get().apply(shape));
  }
}
