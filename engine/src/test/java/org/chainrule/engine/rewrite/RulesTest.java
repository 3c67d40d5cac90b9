package org.chainrule.engine.rewrite;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chainrule.graph.Functions.abs;
import static org.chainrule.graph.Functions.equal;
import static org.chainrule.graph.Functions.exp;
import static org.chainrule.graph.Functions.log;
import static org.chainrule.graph.Functions.logSumExp;
import static org.chainrule.graph.Functions.select;
import static org.chainrule.graph.Functions.tanh;

import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Flip;
import org.chainrule.graph.op.Fold;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Unfold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {
  private static final Expr X = Expr.variable("x", 3, 4);
  private static final Expr Y = Expr.variable("y", 3, 4);
  private static final Expr LARGE = Expr.variable("large", 40, 16, 15);
  private static final Expr CUBE = Expr.variable("cube", 2, 3, 4);
  private static final Expr ROW = Expr.variable("row", 1, 4);
  private static final Expr COLUMN = Expr.variable("column", 3, 1);
  private static final Expr NUMBER = Expr.variable("number");
  private static final Expr ONE = Expr.variable("one", 1, 3);
  private static final Unfold PAIRS = new Unfold(List.of(2), List.of(2), List.of(1));
  private static final Unfold NEXT = new Unfold(List.of(2), List.of(1), List.of(1));

  /** A node that a rule rewrites, and what the rule makes of it. */
  record Example(String rule, Expr node, Expr result) {
    @Override
    public String toString() {
      return rule + ": " + node + " of " + node.inputs();
    }
  }

  static List<Example> examples() {
    Expr flat = X.reshape(12);
    Expr pair = Y.slice(1, 0, 2);
    Expr apart = CUBE.reshape(3, 4, 2);
    return List.of(
        new Example("copy of a number", ones(6).reshape(2, 3), ones(2, 3)),
        new Example("copy of a number", Expr.of(pad(1, 1, 1), ones(2)), ones(4)),
        new Example("adding zero", X.plus(0), X),
        new Example("adding zero", Expr.constant(0).plus(X), X),
        new Example("adding zero", X.minus(0), X),
        new Example("multiplying by one", X.times(1), X),
        new Example("nothing", X.slice(0, 1, 1), Expr.filled(Shape.of(0, 4), 0)),
        new Example("whole part", X.slice(0, 0, 3), X),
        new Example("part of a part", X.slice(1, 1, 4).slice(1, 1, 2), X.slice(1, 2, 3)),
        new Example("part of joined parts", joined(0, X, Y).slice(0, 4, 6), Y.slice(0, 1, 3)),
        new Example(
            "part of padding",
            Expr.of(pad(7, 2, 3), flat).slice(0, 1, 5),
            Expr.of(pad(7, 1, 0), flat.slice(0, 0, 3))),
        new Example(
            "part of padding",
            Expr.of(pad(7, 2, 3), flat).slice(0, 15, 16),
            Expr.filled(Shape.of(1), 7)),
        new Example(
            "part of copies",
            ROW.broadcast(X.shape()).slice(0, 1, 3),
            ROW.broadcast(Shape.of(2, 4))),
        new Example("joined anew", joined(1, X.slice(1, 0, 1), X.slice(1, 1, 3)), X.slice(1, 0, 3)),
        new Example("joined anew", joined(0, joined(0, X, Y), X), joined(0, X, Y, X)),
        new Example(
            "sum of apart paddings",
            Expr.of(pad(0, 0, 5), flat).plus(Expr.of(pad(0, 12, 0), flat.slice(0, 0, 5))),
            joined(0, flat, flat.slice(0, 0, 5))),
        new Example("reshape of a reshape", flat.reshape(2, 6), X.reshape(2, 6)),
        new Example(
            "copy of a copy",
            ROW.broadcast(X.shape()).broadcast(CUBE.shape()),
            ROW.broadcast(CUBE.shape())),
        new Example(
            "simpler transposition",
            CUBE.transpose(1, 2, 0).transpose(1, 2, 0),
            CUBE.transpose(2, 0, 1)),
        new Example("simpler transposition", ROW.transpose(), ROW.reshape(4, 1)),
        new Example(
            "simpler transposition",
            ROW.broadcast(X.shape()).transpose(),
            ROW.reshape(4, 1).broadcast(Shape.of(4, 3))),
        new Example("flip of a flip", flip(flip(X, 0, 1), 1), flip(X, 0)),
        new Example("padding by nothing", Expr.of(pad(3, 0, 0), flat), flat),
        new Example("function of transpositions", tanh(X.transpose()), tanh(X).transpose()),
        new Example(
            "function of transpositions",
            X.transpose().times(ROW.reshape(4, 1)),
            X.times(ROW).transpose()),
        new Example(
            "reduction of a transposition",
            CUBE.transpose(2, 0, 1).sum(2),
            CUBE.sum(1).transpose()),
        new Example(
            "product of a transposition",
            Contract.of("ij,jk->ik", X, Y.transpose()),
            Contract.of("ij,kj->ik", X, Y)),
        new Example("sum of a sum", CUBE.sum(1).sum(0), CUBE.sum(0, 1)),
        new Example(
            "sum over one",
            Contract.of("ij,ik->jk", ONE, ROW),
            Contract.of("j,k->jk", ONE.reshape(3), ROW.reshape(4))),
        new Example(
            "product of copies",
            Contract.of("ij,ij->i", ROW.broadcast(X.shape()), X),
            Contract.of("j,ij->i", ROW.reshape(4), X)),
        new Example(
            "product of copies",
            Contract.of("ij,jk->ik", X, ROW.reshape(4, 1).broadcast(Shape.of(4, 5))),
            Contract.of("ij,j->i", X, ROW.reshape(4)).reshape(3, 1).broadcast(Shape.of(3, 5))),
        new Example(
            "product of copies",
            Contract.of("ij,ik->jk", ROW.broadcast(X.shape()), Y),
            Contract.of("j,k->jk", ROW.reshape(4), Y.sum(0))),
        new Example(
            "outer product",
            Contract.of("i,j->ji", ONE.reshape(3), ROW.reshape(4)),
            ONE.reshape(3).reshape(1, 3).times(ROW.reshape(4).reshape(4, 1))),
        new Example(
            "scaled outer product",
            X.times(ROW.broadcast(X.shape())).times(NUMBER.broadcast(X.shape())),
            X.times(ROW.times(NUMBER.broadcast(ROW.shape())).broadcast(X.shape()))),
        new Example(
            "scaled outer product",
            NUMBER
                .broadcast(X.shape())
                .times(ROW.broadcast(X.shape()).times(COLUMN.broadcast(X.shape()))),
            ROW.broadcast(X.shape())
                .times(COLUMN.times(NUMBER.broadcast(COLUMN.shape())).broadcast(X.shape()))),
        new Example(
            "fold of a sum",
            fold(Contract.of("fi,fa->ia", X, pair).plus(apart.slice(0, 0, 1).reshape(4, 2))),
            fold(Contract.of("fi,fa->ia", X, pair)).plus(fold(apart.slice(0, 0, 1).reshape(4, 2)))),
        new Example(
            "data gradient of a convolution",
            fold(Contract.of("fi,fa->ia", X, pair)),
            Contract.of(
                "fia,fa->i",
                Expr.of(NEXT, Expr.of(new Pad(List.of(0, 1), List.of(0, 1), List.of(0, 0), 0), X)),
                flip(pair, 1))),
        new Example(
            "windows put back apart",
            Expr.of(new Fold(PAIRS, Shape.of(3, 8)), apart),
            apart.reshape(3, 8)),
        new Example("windows apart", Expr.of(PAIRS, X), X.reshape(3, 2, 2)),
        new Example(
            "part of a convolution",
            Contract.of("fia,fa->i", Expr.of(NEXT, X), flip(pair, 1)).slice(0, 1, 3),
            Contract.of("fia,fa->i", Expr.of(NEXT, X.slice(1, 1, 4)), flip(pair, 1))),
        new Example("leading axes last", LARGE.sum(0, 2), LARGE.sum(2).sum(0)),
        new Example(
            "part of a function",
            X.plus(Y).slice(1, 1, 3),
            X.slice(1, 1, 3).plus(Y.slice(1, 1, 3))),
        new Example("logarithm of a sum", logSumExp(X, 1), expanded()),
        new Example(
            "split of a function",
            X.plus(Y).reshape(3, 2, 2).max(2),
            X.reshape(3, 2, 2).plus(Y.reshape(3, 2, 2)).max(2)),
        new Example(
            "function of a join",
            tanh(CUBE).reshape(6, 4).times(ROW.broadcast(Shape.of(6, 4))),
            tanh(CUBE).times(ROW.broadcast(Shape.of(6, 4)).reshape(2, 3, 4)).reshape(6, 4)),
        new Example("reduction of a join", tanh(CUBE).reshape(6, 4).sum(0), tanh(CUBE).sum(0, 1)));
  }

  private static Expr expanded() {
    Expr largest = X.max(1);
    Expr infinite = equal(abs(largest), Expr.constant(Double.POSITIVE_INFINITY));
    Expr m = select(infinite, Expr.constant(0), largest);
    return log(exp(X.minus(m.reshape(3, 1))).sum(1)).plus(m);
  }

  private static Expr fold(Expr windows) {
    return Expr.of(new Fold(NEXT, Shape.of(5)), windows);
  }

  private static Expr ones(int... sizes) {
    return Expr.filled(Shape.of(sizes), 1);
  }

  private static Expr joined(int axis, Expr... parts) {
    return Concatenate.of(axis, List.of(parts));
  }

  private static Expr flip(Expr x, Integer... axes) {
    return Expr.of(new Flip(List.of(axes)), x);
  }

  private static Pad pad(double fill, int low, int high) {
    return new Pad(List.of(low), List.of(high), List.of(0), fill);
  }

  @Test
  void everyRuleHasANameOfItsOwnAndAnExample() {
    assertThat(Rewrites.RULES).extracting(Rule::name).doesNotHaveDuplicates();
    assertThat(examples().stream().map(Example::rule).collect(toSet()))
        .isEqualTo(Rewrites.RULES.stream().map(Rule::name).collect(toSet()));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theRuleRewritesItsExample(Example example) {
    Rule rule =
        Rewrites.RULES.stream()
            .filter(r -> r.name().equals(example.rule))
            .findFirst()
            .orElseThrow();
    List<Expr> applied = rule.apply(example.node).map(List::of).orElseThrow();
    assertThat(applied.getFirst()).isNotEqualTo(example.node);
    assertThat(simplest(applied)).isEqualTo(simplest(List.of(example.result)));
    assertThat(Rewrites.of(List.of(example.node)).applied()).containsKey(example.rule);
  }

  private static List<Expr> simplest(List<Expr> nodes) {
    return new BottomUp(MoveRules.ALL, new Applied()).of(nodes);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void bothSidesAreEqual(Example example) {
    List<Expr> before = List.of(example.node);
    for (long seed = 0; seed < 3; seed++) {
      Agreement.assertSame(
          List.of(example.result), before, Agreement.random(before, seed), 1e-14, "seed " + seed);
      Agreement.rewritten(before, seed);
    }
  }

  @Test
  void infiniteNumbersHaveTheirLogarithmOfASum() {
    double inf = Double.POSITIVE_INFINITY;
    for (double largest : new double[] {inf, -inf, Double.NaN, 1e308}) {
      Expr y = logSumExp(X, 1);
      Map<Expr, Tensor> values = Map.of(X, Tensor.filled(X.shape(), largest));
      Agreement.assertSame(
          Rewrites.of(List.of(y)).roots(), List.of(y), values, 1e-15, "of " + largest);
    }
  }

  @Test
  void aDeepGraphIsRewritten() {
    Expr deep = X;
    for (int i = 0; i < 20_000; i++) {
      deep = tanh(deep.transpose()).plus(0);
    }
    Rewrites rewrites = Rewrites.of(List.of(deep));
    assertThat(Expr.inOrder(rewrites.roots())).hasSize(20_001);
    assertThat(rewrites.applied()).containsEntry("adding zero", 20_000);
  }
}
