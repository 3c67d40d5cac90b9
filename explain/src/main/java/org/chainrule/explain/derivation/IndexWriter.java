package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Compare;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.Exp;
import org.chainrule.graph.op.Fold;
import org.chainrule.graph.op.Log;
import org.chainrule.graph.op.LogSumExp;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Select;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Transpose;
import org.chainrule.graph.op.Unfold;
import org.chainrule.graph.op.Variable;

/** Writes one element of a graph's value: products of matrices become sums over indices. */
final class IndexWriter<F> {
  private final Notation<F> notation;
  private final Writer<F> whole;
  private final Letters letters;

  /**
   * A writer.
   *
   * @param whole writes what has no element-wise form
   * @param letters the indices that are not in use yet
   */
  IndexWriter(Notation<F> notation, Writer<F> whole, Letters letters) {
    this.notation = notation;
    this.whole = whole;
    this.letters = letters;
  }

  /** Index letters, each given once. */
  static final class Letters {
    private static final String ALL = "ijklmnpqrsuvab";
    private final Set<String> used;
    private int next;

    /** All letters but those in use. */
    Letters(Set<String> used) {
      this.used = Set.copyOf(used);
    }

    /** All letters by which nothing is called: neither a quantity nor a size. */
    static Letters free(Symbols symbols) {
      return new Letters(symbols.names());
    }

    /** The next letter. */
    String next() {
      int at = next++;
      String letter =
          at < ALL.length()
              ? ALL.substring(at, at + 1)
              : ALL.charAt(at % ALL.length()) + "′".repeat(at / ALL.length());
      return used.contains(letter) ? next() : letter;
    }

    /** One letter for every axis. */
    List<String> next(int count) {
      List<String> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(next());
      }
      return all;
    }
  }

  /** The element at these indices; "" where an axis has one place only. */
  F write(Expr node, List<String> at) {
    OptionalDouble number = Uniform.value(node);
    if (number.isPresent()) {
      return notation.number(number.getAsDouble());
    }
    if (Softmax.argument(node).isPresent()) {
      return indexed(whole.write(node), at);
    }
    Optional<Expr> logit = Softmax.logArgument(node);
    if (logit.isPresent()) {
      return new Log().notation(notation, write(Expr.of(new Exp(), node), at));
    }
    Optional<Expr> plain = Matrices.withoutDiagonal(node);
    if (plain.isPresent()) {
      return write(plain.get(), at);
    }
    return switch (node.op()) {
      case Constant _ when Matrices.isIdentity(node) -> indexed(notation.name("δ"), at);
      case Variable _, Constant _ -> indexed(whole.write(node), at);
      case Broadcast _ -> write(node.input(0), Axes.broadcast(node, at));
      case Reshape _ ->
          Axes.reshape(node, at)
              .map(inner -> write(node.input(0), inner))
              .orElseGet(() -> indexed(whole.write(node), at));
      case Transpose t -> write(node.input(0), Axes.transpose(t, at));
      case Sum sum -> {
        List<String> inner = Axes.reduced(node, sum.axes(), at, letters);
        yield notation.summation(
            String.join("", summed(sum.axes(), inner)), write(node.input(0), inner));
      }
      case LogSumExp l -> {
        List<String> inner = Axes.reduced(node, l.axes(), at, letters);
        F exponential = new Exp().notation(notation, write(node.input(0), inner));
        yield new Log()
            .notation(
                notation,
                notation.summation(String.join("", summed(l.axes(), inner)), exponential));
      }
      case Unfold _ when Windows.of(node).isPresent() -> {
        Windows windows = Windows.of(node).get();
        yield write(
            windows.picture(),
            List.of(
                windows.position(0, at.get(0), at.get(2)),
                windows.position(1, at.get(1), at.get(3))));
      }
      case Fold fold when isPlain(fold, node.input(0)) -> folded(node, fold, 0, at);
      case Slice slice
          when node.input(0).op() instanceof Fold fold
              && isPlain(fold, node.input(0).input(0))
              && Windowed.margin(node, slice).isPresent() ->
          folded(node.input(0), fold, Windowed.margin(node, slice).orElse(0), at);
      case Contract c -> {
        Axes.Contracted axes = Axes.contracted(c, at, letters);
        F product =
            notation.scaled(write(node.input(0), axes.left()), write(node.input(1), axes.right()));
        yield axes.summed().isEmpty()
            ? product
            : notation.summation(String.join("", axes.summed()), product);
      }
      case Multiply _ -> {
        int first = Uniform.value(node.input(1)).isPresent() ? 1 : 0;
        yield notation.scaled(write(node.input(first), at), write(node.input(1 - first), at));
      }
      case Select _ when Writer.leakySlope(node).isPresent() ->
          notation.call("leakyRelu′", List.of(write(node.input(0).input(1), at)));
      case Compare c ->
          Writer.compared(notation, node, c, write(node.input(0), at), write(node.input(1), at));
      case Elementwise op ->
          op.notation(notation, node.inputs().stream().map(i -> write(i, at)).toList());
      default -> indexed(whole.write(node), at);
    };
  }

  private static List<String> summed(List<Integer> axes, List<String> indices) {
    return axes.stream().map(indices::get).toList();
  }

  /** Whether windows that are put back have indices that are sums. */
  private static boolean isPlain(Fold fold, Expr windows) {
    return windows.op() instanceof Contract
        && windows.shape().rank() == 4
        && fold.unfold().dilations().equals(List.of(1, 1));
  }

  /** What every window has at this place, added up. */
  private F folded(Expr node, Fold fold, int padding, List<String> at) {
    Windows windows = new Windows(node, fold.unfold(), padding);
    List<String> places = letters.next(2);
    List<String> inner = new ArrayList<>(places);
    for (int axis = 0; axis < 2; axis++) {
      inner.add(windows.inside(axis, at.get(axis), places.get(axis)));
    }
    return notation.summation(String.join("", places), write(node.input(0), inner));
  }

  private F indexed(F formula, List<String> at) {
    boolean sums = at.stream().anyMatch(index -> index.length() > 2);
    String indices = String.join(sums ? "," : "", at);
    return indices.isEmpty() ? formula : notation.indexed(formula, indices);
  }
}
