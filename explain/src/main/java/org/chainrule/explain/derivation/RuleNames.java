package org.chainrule.explain.derivation;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.explain.writing.ValueText;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Op;
import org.chainrule.graph.op.Absolute;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Arccos;
import org.chainrule.graph.op.Arcsin;
import org.chainrule.graph.op.Arctan;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Compare;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Cos;
import org.chainrule.graph.op.CubeRoot;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.Elu;
import org.chainrule.graph.op.Erf;
import org.chainrule.graph.op.Exp;
import org.chainrule.graph.op.Expm1;
import org.chainrule.graph.op.Index;
import org.chainrule.graph.op.Leaf;
import org.chainrule.graph.op.LeakyRelu;
import org.chainrule.graph.op.Log;
import org.chainrule.graph.op.Log1p;
import org.chainrule.graph.op.LogSumExp;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Max;
import org.chainrule.graph.op.Maximum;
import org.chainrule.graph.op.Minimum;
import org.chainrule.graph.op.Move;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Power;
import org.chainrule.graph.op.Reduce;
import org.chainrule.graph.op.Relu;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Select;
import org.chainrule.graph.op.Sigmoid;
import org.chainrule.graph.op.Sign;
import org.chainrule.graph.op.Sin;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Softplus;
import org.chainrule.graph.op.Subtract;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Tanh;
import org.chainrule.graph.op.Transpose;
import org.chainrule.graph.op.Unfold;

/** What the rule that differentiates a node is called. */
final class RuleNames {
  private static final int LONGEST = 64;
  static final String CHAIN = "chain rule";
  static final String INSERT = "insert, simplify";
  static final String DISTRIBUTION = "probabilities sum to 1";
  static final String DEVIATIONS = "deviations from the mean sum to 0";
  static final String LOGISTIC = "σ(u) = exp(u)/(1 + exp(u))";
  static final String SQUARED_LENGTH = "(‖u‖²)′ = 2u";
  private static final String TRACE = "trace: ∂tr(U)/∂U = I";
  private static final String CONSTANT_FACTOR = "constant factor";

  private RuleNames() {}

  /** The rule of a node, some of whose inputs depend on what is differentiated by. */
  static String of(Expr node, Set<Expr> dependent) {
    return switch (node.op()) {
      case Add _, Subtract _ -> "sum rule";
      case Negate _ -> CONSTANT_FACTOR;
      case Multiply _ when node.inputs().stream().anyMatch(Matrices::isIdentity) -> TRACE;
      case Multiply _ -> all(node, dependent) ? "product rule" : CONSTANT_FACTOR;
      case Divide _ ->
          !dependent.contains(node.input(1))
              ? CONSTANT_FACTOR
              : dependent.contains(node.input(0)) ? "quotient rule" : "reciprocal: (1/u)′ = −1/u²";
      case Power p ->
          p.exponent() == 0.5
              ? "square root: (√u)′ = 1/(2√u)"
              : p.exponent() == -1 ? "reciprocal: (1/u)′ = −1/u²" : "power rule";
      case Exp _ ->
          Softmax.argument(node).isPresent()
              ? "softmax = exp(ln softmax)"
              : "exponential: exp′ = exp";
      case Expm1 _ -> "exponential: expm1′ = exp";
      case Log _ -> "logarithm: (ln u)′ = 1/u";
      case Log1p _ -> "logarithm: (ln(1 + u))′ = 1/(1 + u)";
      case CubeRoot _ -> "cube root: (∛u)′ = 1/(3·∛u²)";
      case Sin _ -> "sine: sin′ = cos";
      case Cos _ -> "cosine: cos′ = −sin";
      case Arcsin _ -> "arcsine: arcsin′(u) = 1/√(1 − u²)";
      case Arccos _ -> "arccosine: arccos′(u) = −1/√(1 − u²)";
      case Arctan _ -> "arctangent: arctan′(u) = 1/(1 + u²)";
      case Tanh _ -> "tanh′ = 1 − tanh²";
      case Sigmoid _ -> "sigmoid: σ′ = σ(1 − σ)";
      case Relu r -> "relu′(u) = [u " + (r.derivativeAtZero() == 0 ? ">" : "≥") + " 0]";
      case LeakyRelu l -> "leaky relu: 1 above 0, " + ValueText.number(l.slope(), 6) + " below";
      case Elu _ -> "elu: 1 above 0, elu(u) + α below";
      case Softplus _ -> "softplus′ = σ";
      case Absolute _ -> "|u|′ = sign(u)";
      case Erf _ -> "erf′(u) = 2/√π · exp(−u²)";
      case Sign _, Compare _ -> "constant between jumps";
      case Maximum _, Minimum _ -> "the larger or smaller takes all";
      case Select _ -> "case by case";
      case Sum _ when Matrices.traced(node).isPresent() -> TRACE;
      case Sum s when Writer.isSquare(node.input(0), s) -> SQUARED_LENGTH;
      case Sum _ -> "sum over elements";
      case LogSumExp _ -> "(ln Σ exp z)′ = softmax(z)";
      case Contract _ when Matrices.diagonal(node).isPresent() -> "the diagonal alone";
      case Contract c -> Windowed.of(node).isPresent() ? "convolution rule" : product(c);
      case Max _ -> "the largest takes all";
      case Unfold u -> Windows.overlap(u) ? "windows overlap: add up" : "windows put back";
      case Pad _ -> "padding is left out";
      case Broadcast _ -> "copies: add up";
      case Concatenate _ -> "element by element";
      case Slice _ -> "0 by the other elements";
      case Transpose _ -> "transpose";
      case Reshape _ -> "same elements";
      case Reduce r -> "derivative of " + r.name();
      case Move m -> "derivative of " + m.name();
      case Index i -> "derivative of " + i.name();
      case Loop _ -> "back-propagation through time";
      case Leaf _ -> "";
    };
  }

  /** Rules of one step; without their formulas where there are many. */
  static String joined(Collection<String> rules) {
    String all = String.join(", ", rules);
    return all.length() <= LONGEST
        ? all
        : rules.stream()
            .map(rule -> rule.replaceFirst(":.*", ""))
            .collect(Collectors.joining(", "));
  }

  /** What an activation is called. */
  static String activation(Op op) {
    return op instanceof Sigmoid ? "σ" : op.name();
  }

  private static boolean all(Expr node, Set<Expr> dependent) {
    return dependent.containsAll(node.inputs());
  }

  private static String product(Contract c) {
    int matrices = (c.left().length() > 1 ? 1 : 0) + (c.right().length() > 1 ? 1 : 0);
    return matrices > 0
        ? "matrix product rule"
        : c.summed().isEmpty() ? "outer product" : "inner product";
  }

  /** Whether a rule is so simple that it is shown together with the next. */
  static boolean isSimple(Expr node, Set<Expr> dependent) {
    return switch (node.op()) {
      case Add _, Subtract _, Negate _, Broadcast _, Reshape _ -> true;
      case Multiply _ -> !all(node, dependent);
      case Divide _ -> !dependent.contains(node.input(1));
      default -> false;
    };
  }
}
