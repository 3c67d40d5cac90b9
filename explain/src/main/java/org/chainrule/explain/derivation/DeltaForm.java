package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Subtract;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Transpose;

/**
 * One element of a Jacobian as a sum of products with Kronecker's δ, read off a graph that is
 * linear in a direction: what the direction's elements are multiplied by.
 *
 * @param terms the summands
 * @param of the indices of the function
 * @param by the indices of the variable
 */
record DeltaForm(List<Term> terms, List<String> of, List<String> by) {
  /** An element of a graph's value. */
  private record Factor(Expr node, List<String> at) {}

  /**
   * A summand.
   *
   * @param sign 1 or −1
   * @param factors what is multiplied
   * @param deltas pairs of indices that must be equal
   * @param sums the indices that are summed over
   */
  record Term(
      int sign, List<Factor> factors, List<List<String>> deltas, Map<String, Integer> sums) {}

  /** A summand before the direction is taken to be a unit. */
  private record Open(int sign, List<Factor> factors, List<String> at, Map<String, Integer> sums) {
    Open times(Factor factor) {
      List<Factor> more = new ArrayList<>(factors);
      boolean number = Tidy.uniform(factor.node).isPresent();
      boolean numberFirst = !more.isEmpty() && Tidy.uniform(more.getFirst().node).isPresent();
      more.add(numberFirst && !number ? 1 : 0, factor);
      return new Open(sign, more, at, sums);
    }

    Open summed(Map<String, Integer> letters) {
      Map<String, Integer> more = new HashMap<>(sums);
      more.putAll(letters);
      return new Open(sign, factors, at, more);
    }

    Open negated() {
      return new Open(-sign, factors, at, sums);
    }
  }

  /**
   * The form of ∂y/∂x.
   *
   * @param row the pull-back of a direction: of the variable's shape, linear in the direction
   */
  static Optional<DeltaForm> of(Expr row, Expr direction, IndexWriter.Letters letters) {
    List<String> of = letters.next(direction.shape().rank());
    List<String> by = letters.next(row.shape().rank());
    return open(row, by, direction, letters)
        .map(terms -> new DeltaForm(terms.stream().map(t -> closed(t, of)).toList(), of, by));
  }

  private static Term closed(Open term, List<String> of) {
    Map<String, String> renamed = new HashMap<>();
    Map<String, Integer> sums = new HashMap<>(term.sums);
    List<List<String>> deltas = new ArrayList<>();
    for (int axis = 0; axis < of.size(); axis++) {
      String index = term.at.get(axis);
      if (sums.remove(index) != null) {
        renamed.put(index, of.get(axis));
      } else if (!index.isEmpty()) {
        deltas.add(List.of(of.get(axis), renamed.getOrDefault(index, index)));
      }
    }
    List<Factor> factors =
        term.factors.stream()
            .map(
                f ->
                    new Factor(f.node, f.at.stream().map(i -> renamed.getOrDefault(i, i)).toList()))
            .toList();
    return new Term(term.sign, factors, deltas, sums);
  }

  private static Optional<List<Open>> open(
      Expr node, List<String> at, Expr direction, IndexWriter.Letters letters) {
    if (node == direction) {
      return Optional.of(List.of(new Open(1, List.of(), at, Map.of())));
    }
    return switch (node.op()) {
      case Add _ -> both(node, at, direction, letters, false);
      case Subtract _ -> both(node, at, direction, letters, true);
      case Negate _ -> open(node.input(0), at, direction, letters).map(DeltaForm::negated);
      case Multiply _ -> multiplied(node, at, direction, letters);
      case Divide _ ->
          open(node.input(0), at, direction, letters)
              .map(terms -> times(terms, new Factor(node.input(1).power(-1), at)));
      case Broadcast _ -> open(node.input(0), Axes.broadcast(node, at), direction, letters);
      case Reshape _ ->
          Axes.reshape(node, at).flatMap(inner -> open(node.input(0), inner, direction, letters));
      case Transpose t -> open(node.input(0), Axes.transpose(t, at), direction, letters);
      case Sum sum -> {
        List<String> inner = Axes.reduced(node, sum.axes(), at, letters);
        Map<String, Integer> sums = new HashMap<>();
        sum.axes().forEach(a -> sums.put(inner.get(a), node.input(0).shape().size(a)));
        yield open(node.input(0), inner, direction, letters)
            .map(terms -> terms.stream().map(t -> t.summed(sums)).toList());
      }
      case Contract c -> contracted(node, c, at, direction, letters);
      default -> Optional.empty();
    };
  }

  private static boolean depends(Expr node, Expr direction) {
    return Expr.inOrder(List.of(node)).contains(direction);
  }

  private static Optional<List<Open>> both(
      Expr node, List<String> at, Expr direction, IndexWriter.Letters letters, boolean minus) {
    List<Open> all = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Optional<List<Open>> part = open(node.input(i), at, direction, letters);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(minus && i == 1 ? negated(part.get()) : part.get());
    }
    return Optional.of(all);
  }

  private static List<Open> negated(List<Open> terms) {
    return terms.stream().map(Open::negated).toList();
  }

  private static List<Open> times(List<Open> terms, Factor factor) {
    return terms.stream().map(term -> term.times(factor)).toList();
  }

  private static Optional<List<Open>> multiplied(
      Expr node, List<String> at, Expr direction, IndexWriter.Letters letters) {
    boolean second = depends(node.input(1), direction);
    Factor factor = new Factor(node.input(second ? 0 : 1), at);
    return depends(factor.node, direction)
        ? Optional.empty()
        : open(node.input(second ? 1 : 0), at, direction, letters).map(t -> times(t, factor));
  }

  private static Optional<List<Open>> contracted(
      Expr node, Contract c, List<String> at, Expr direction, IndexWriter.Letters letters) {
    boolean second = depends(node.input(1), direction);
    Axes.Contracted axes = Axes.contracted(c, at, letters);
    Factor factor = new Factor(node.input(second ? 0 : 1), second ? axes.left() : axes.right());
    if (depends(factor.node, direction)) {
      return Optional.empty();
    }
    Map<String, Integer> sums = new HashMap<>();
    List<org.chainrule.graph.Shape> shapes = node.inputs().stream().map(Expr::shape).toList();
    for (int i = 0; i < axes.summed().size(); i++) {
      sums.put(axes.summed().get(i), c.size(c.summed().charAt(i), shapes));
    }
    return open(node.input(second ? 1 : 0), second ? axes.right() : axes.left(), direction, letters)
        .map(terms -> times(terms, factor).stream().map(t -> t.summed(sums)).toList());
  }

  /** The element in writing. */
  <F> F write(Notation<F> notation, Writer<F> whole, IndexWriter.Letters letters) {
    IndexWriter<F> elements = new IndexWriter<>(notation, whole, letters);
    F sum = null;
    for (Term term : terms) {
      F product = null;
      for (Factor factor : term.factors) {
        F written = elements.write(factor.node, factor.at);
        product = product == null ? written : notation.scaled(product, written);
      }
      for (List<String> delta : term.deltas) {
        F written = notation.indexed(notation.name("δ"), String.join("", delta));
        product = product == null ? written : notation.scaled(product, written);
      }
      product = product == null ? notation.number(1) : product;
      if (!term.sums.isEmpty()) {
        product =
            notation.summation(
                String.join("", term.sums.keySet().stream().sorted().toList()), product);
      }
      sum =
          sum == null
              ? term.sign < 0 ? notation.negative(product) : product
              : term.sign < 0 ? notation.difference(sum, product) : notation.sum(sum, product);
    }
    return sum == null ? notation.number(0) : sum;
  }

  /** The element with these indices, at values of the variables. */
  double evaluate(int[] element, Map<Expr, Tensor> values) {
    Map<String, Integer> indices = new HashMap<>();
    for (int i = 0; i < element.length; i++) {
      indices.put(i < of.size() ? of.get(i) : by.get(i - of.size()), element[i]);
    }
    double sum = 0;
    for (Term term : terms) {
      sum += term.sign * evaluate(term, new ArrayList<>(term.sums.keySet()), indices, values);
    }
    return sum;
  }

  private static double evaluate(
      Term term, List<String> open, Map<String, Integer> indices, Map<Expr, Tensor> values) {
    if (!open.isEmpty()) {
      List<String> rest = open.subList(1, open.size());
      double sum = 0;
      for (int i = 0; i < term.sums.getOrDefault(open.getFirst(), 0); i++) {
        indices.put(open.getFirst(), i);
        sum += evaluate(term, rest, indices, values);
      }
      return sum;
    }
    double product = 1;
    for (List<String> delta : term.deltas) {
      product *= Objects.equals(indices.get(delta.get(0)), indices.get(delta.get(1))) ? 1 : 0;
    }
    for (Factor factor : term.factors) {
      Tensor value = Interpreter.evaluate(factor.node, values);
      int[] at =
          factor.at.stream().mapToInt(i -> i.isEmpty() ? 0 : indices.getOrDefault(i, 0)).toArray();
      product *= value.at(value.shape().position(at));
    }
    return product;
  }
}
