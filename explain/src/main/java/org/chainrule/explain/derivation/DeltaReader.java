package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.chainrule.explain.derivation.DeltaForm.Factor;
import org.chainrule.explain.derivation.DeltaForm.Term;
import org.chainrule.graph.Expr;
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
 * Reads the summands of an element of a Jacobian off a graph.
 *
 * @param seeds what the graph is linear in
 * @param of the indices of the function
 * @param letters the indices that are not in use yet
 */
record DeltaReader(Seeds seeds, List<String> of, IndexWriter.Letters letters) {
  /** A summand before the direction is taken to be a unit. */
  private record Open(int sign, List<Factor> factors, List<String> at, Map<String, Integer> sums) {
    /** Times factors before or after the others; numbers stand first. */
    Open times(List<Factor> others, boolean before) {
      List<Factor> all = new ArrayList<>(before ? others : factors);
      all.addAll(before ? factors : others);
      all.sort(Comparator.comparing(factor -> Uniform.value(factor.node()).isEmpty()));
      return new Open(sign, all, at, sums);
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

  /** The summands of an element, if they are products over indices. */
  Optional<List<Term>> terms(Expr row, List<String> by) {
    return open(row, by).map(terms -> terms.stream().map(this::closed).toList());
  }

  private Term closed(Open term) {
    Map<String, String> renamed = new HashMap<>();
    Map<String, Integer> sums = new HashMap<>(term.sums);
    List<List<String>> deltas = new ArrayList<>();
    List<Factor> factors = new ArrayList<>();
    for (List<String> pair : equal(term)) {
      String first = renamed.getOrDefault(pair.getFirst(), pair.getFirst());
      String second = renamed.getOrDefault(pair.getLast(), pair.getLast());
      if (first.equals(second)) {
        continue;
      }
      if (sums.remove(second) != null) {
        rename(renamed, second, first);
      } else if (sums.remove(first) != null) {
        rename(renamed, first, second);
      } else {
        deltas.add(List.of(first, second));
      }
    }
    for (Factor f : term.factors) {
      if (!Matrices.isIdentity(f.node())) {
        factors.add(
            new Factor(f.node(), f.at().stream().map(i -> renamed.getOrDefault(i, i)).toList()));
      }
    }
    return new Term(term.sign, factors, deltas, sums);
  }

  /** The pairs of indices that must be equal: by the direction, and by identity matrices. */
  private List<List<String>> equal(Open term) {
    List<List<String>> pairs = new ArrayList<>();
    for (int axis = 0; axis < term.at.size(); axis++) {
      if (!term.at.get(axis).isEmpty()) {
        pairs.add(List.of(of.get(axis), term.at.get(axis)));
      }
    }
    term.factors.stream()
        .filter(f -> Matrices.isIdentity(f.node()))
        .map(Factor::at)
        .forEach(pairs::add);
    return pairs;
  }

  private static void rename(Map<String, String> renamed, String from, String to) {
    renamed.replaceAll((old, index) -> index.equals(from) ? to : index);
    renamed.put(from, to);
  }

  private Optional<List<Open>> open(Expr node, List<String> at) {
    if (seeds.units().contains(node)) {
      return Optional.of(List.of(new Open(1, List.of(), at, Map.of())));
    }
    Expr jacobian = seeds.jacobians().get(node);
    if (jacobian != null) {
      List<String> element = Stream.concat(of.stream(), at.stream()).toList();
      Factor factor = new Factor(jacobian, element);
      return Optional.of(List.of(new Open(1, List.of(factor), List.of(), Map.of())));
    }
    return switch (node.op()) {
      case Add _ -> both(node, at, false);
      case Subtract _ -> both(node, at, true);
      case Negate _ -> open(node.input(0), at).map(DeltaReader::negated);
      case Multiply _ -> multiplied(node, at);
      case Divide _ ->
          open(node.input(0), at)
              .map(terms -> times(terms, List.of(new Factor(node.input(1).power(-1), at)), false));
      case Broadcast _ -> open(node.input(0), Axes.broadcast(node, at));
      case Reshape _ -> Axes.reshape(node, at).flatMap(inner -> open(node.input(0), inner));
      case Transpose t -> open(node.input(0), Axes.transpose(t, at));
      case Sum sum -> {
        List<String> inner = Axes.reduced(node, sum.axes(), at, letters);
        Map<String, Integer> sums = new HashMap<>();
        sum.axes().forEach(a -> sums.put(inner.get(a), node.input(0).shape().size(a)));
        yield open(node.input(0), inner)
            .map(terms -> terms.stream().map(t -> t.summed(sums)).toList());
      }
      case Contract c -> contracted(node, c, at);
      default -> Optional.empty();
    };
  }

  private Optional<List<Open>> both(Expr node, List<String> at, boolean minus) {
    List<Open> all = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Optional<List<Open>> part = open(node.input(i), at);
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

  private static List<Open> times(List<Open> terms, List<Factor> factors, boolean before) {
    return terms.stream().map(term -> term.times(factors, before)).toList();
  }

  /** An element as a product of elements, of what a node is made of by rearranging alone. */
  private List<Factor> factors(Expr node, List<String> at) {
    Optional<Expr> plain = Matrices.withoutDiagonal(node);
    if (plain.isPresent()) {
      return factors(plain.get(), at);
    }
    if (node.op() instanceof Contract c && c.summed().isEmpty()) {
      Axes.Contracted axes = Axes.contracted(c, at, letters);
      return Stream.concat(
              factors(node.input(0), axes.left()).stream(),
              factors(node.input(1), axes.right()).stream())
          .toList();
    }
    Optional<List<String>> inner =
        switch (node.op()) {
          case Broadcast _ -> Optional.of(Axes.broadcast(node, at));
          case Transpose t -> Optional.of(Axes.transpose(t, at));
          case Reshape _ -> Axes.reshape(node, at);
          default -> Optional.empty();
        };
    return inner.map(i -> factors(node.input(0), i)).orElseGet(() -> List.of(new Factor(node, at)));
  }

  private Optional<List<Open>> multiplied(Expr node, List<String> at) {
    boolean second = seeds.isUnder(node.input(1));
    Expr fixed = node.input(second ? 0 : 1);
    return seeds.isUnder(fixed)
        ? Optional.empty()
        : open(node.input(second ? 1 : 0), at).map(t -> times(t, factors(fixed, at), false));
  }

  private Optional<List<Open>> contracted(Expr node, Contract c, List<String> at) {
    boolean second = seeds.isUnder(node.input(1));
    Axes.Contracted axes = Axes.contracted(c, at, letters);
    Expr fixed = node.input(second ? 0 : 1);
    List<Factor> factors = factors(fixed, second ? axes.left() : axes.right());
    if (seeds.isUnder(fixed)) {
      return Optional.empty();
    }
    Map<String, Integer> sums = new HashMap<>();
    List<org.chainrule.graph.Shape> shapes = node.inputs().stream().map(Expr::shape).toList();
    for (int i = 0; i < axes.summed().size(); i++) {
      sums.put(axes.summed().get(i), c.size(c.summed().charAt(i), shapes));
    }
    return open(node.input(second ? 1 : 0), second ? axes.right() : axes.left())
        .map(
            terms ->
                times(terms, factors, !c.summed().isEmpty()).stream()
                    .map(t -> t.summed(sums))
                    .toList());
  }
}
