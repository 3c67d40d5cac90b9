package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Transpose;

/**
 * A product of matrices, taken apart from left to right.
 *
 * @param factors what is multiplied; there is at least one
 */
record MatrixProduct(List<Factor> factors) {
  /**
   * A matrix or a vector; a vector is a column, and a row if it is transposed.
   *
   * @param node the matrix as it stands in the graph
   * @param transposed whether its transpose is meant
   */
  record Factor(Expr node, boolean transposed) {}

  MatrixProduct {
    factors = List.copyOf(factors);
  }

  /** The factors of a matrix or of a column; itself if it is no product. */
  static MatrixProduct of(Expr node) {
    List<Factor> factors = new ArrayList<>();
    add(new Factor(node, false), factors);
    return new MatrixProduct(factors);
  }

  private static void add(Factor factor, List<Factor> factors) {
    Expr node = factor.node;
    switch (node.op()) {
      case Transpose _ when node.shape().rank() == 2 ->
          add(new Factor(node.input(0), !factor.transposed), factors);
      case Contract c when isProduct(c) -> {
        List<Factor> both = operands(node, c);
        if (factor.transposed) {
          both = both.reversed().stream().map(f -> new Factor(f.node, !f.transposed)).toList();
        }
        both.forEach(f -> add(f, factors));
      }
      default -> factors.add(factor);
    }
  }

  /** Whether a contraction is one of two matrices, of a matrix and a vector, or an outer one. */
  private static boolean isProduct(Contract c) {
    boolean matrices = c.left().length() <= 2 && c.right().length() <= 2;
    boolean outer =
        c.summed().isEmpty()
            && c.left().length() == 1
            && c.right().length() == 1
            && c.out().length() == 2;
    boolean inner =
        c.summed().length() == 1
            && !c.out().isEmpty()
            && c.out().length() == c.left().length() + c.right().length() - 2;
    return matrices && (outer || inner);
  }

  private static List<Factor> operands(Expr node, Contract c) {
    boolean straight = c.left().indexOf(c.out().charAt(0)) >= 0;
    String first = straight ? c.left() : c.right();
    String second = straight ? c.right() : c.left();
    return List.of(
        new Factor(node.input(straight ? 0 : 1), first.length() == 2 && !first.startsWith(row(c))),
        new Factor(
            node.input(straight ? 1 : 0),
            second.length() == 2 ? second.startsWith(column(c)) : c.out().length() == 2));
  }

  private static String row(Contract c) {
    return c.out().substring(0, 1);
  }

  /** The letter of the columns of the result; none if it is a vector. */
  private static String column(Contract c) {
    return c.out().length() == 2 ? c.out().substring(1) : "-";
  }

  /** The product; its single factor with its transposition if it is one. */
  Factor multiplied() {
    Factor product = factors.getFirst();
    for (Factor factor : factors.subList(1, factors.size())) {
      product = times(product, factor);
    }
    return product;
  }

  /** {@code a b}. */
  static Factor times(Factor a, Factor b) {
    boolean column = a.node.shape().rank() == 1 && !a.transposed;
    if (column) {
      return new Factor(Contract.of("i,j->ij", a.node, b.node), false);
    }
    boolean row = a.node.shape().rank() == 1;
    String left = row ? "k" : a.transposed ? "ki" : "ik";
    String right = b.node.shape().rank() == 1 ? "k" : b.transposed ? "jk" : "kj";
    String out = (row ? "" : "i") + (b.node.shape().rank() == 1 ? "" : "j");
    return new Factor(Contract.of(left + "," + right + "->" + out, a.node, b.node), row);
  }

  /** The same with diagonal matrices as they stand, being symmetric, and x for diag(x) 1. */
  MatrixProduct withDiagonals() {
    List<Factor> simpler = new ArrayList<>();
    for (Factor factor : factors) {
      boolean diagonal = Matrices.diagonal(factor.node).isPresent();
      Factor next = diagonal ? new Factor(factor.node, false) : factor;
      Optional<Expr> column =
          simpler.isEmpty() ? Optional.empty() : scaledOnes(simpler.getLast(), next);
      if (column.isPresent()) {
        simpler.removeLast();
        next = new Factor(column.get(), next.node.shape().rank() == 2);
      }
      simpler.add(next);
    }
    return new MatrixProduct(simpler);
  }

  /** x, if two factors are diag(x) 1 or 1ᵀ diag(x). */
  private static Optional<Expr> scaledOnes(Factor a, Factor b) {
    boolean column = b.node.shape().rank() == 1 && !b.transposed;
    boolean row = a.node.shape().rank() == 1 && a.transposed;
    Expr ones = column ? b.node : a.node;
    return (column || row) && Uniform.value(ones).orElse(0) == 1
        ? Matrices.diagonal(column ? a.node : b.node)
        : Optional.empty();
  }

  /** The diagonal of the product: u ∘ v of u vᵀ, (A ∘ Bᵀ) 1 of A B; none of a single matrix. */
  Optional<Expr> diagonal() {
    for (int i = 0; i + 1 < factors.size(); i++) {
      if (factors.get(i).node.shape().rank() == 1) {
        Expr column = new MatrixProduct(factors.subList(0, i + 1)).multiplied().node;
        Expr row =
            new MatrixProduct(factors.subList(i + 1, factors.size())).turned().multiplied().node;
        return Optional.of(column.times(row));
      }
    }
    if (factors.size() < 2) {
      return Optional.empty();
    }
    Expr first = straight(new MatrixProduct(factors.subList(0, factors.size() - 1)).multiplied());
    Expr last = straight(new Factor(factors.getLast().node, !factors.getLast().transposed));
    return Optional.of(Expr.of(new Sum(List.of(1)), first.times(last)));
  }

  /** The transpose. */
  private MatrixProduct turned() {
    return new MatrixProduct(
        factors.reversed().stream().map(f -> new Factor(f.node, !f.transposed)).toList());
  }

  private static Expr straight(Factor factor) {
    return factor.transposed ? factor.node.transpose() : factor.node;
  }
}
