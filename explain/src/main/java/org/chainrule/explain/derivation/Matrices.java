package org.chainrule.explain.derivation;

import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Transpose;

/** What products of matrices are equal to, and sums over their diagonals. */
final class Matrices {
  private Matrices() {}

  /** Whether a node is the identity matrix. */
  static boolean isIdentity(Expr node) {
    if (!(node.op() instanceof Constant constant)
        || node.shape().rank() != 2
        || node.shape().size(0) != node.shape().size(1)) {
      return false;
    }
    int size = node.shape().size(0);
    boolean found = true;
    for (int i = 0; found && i < size * size; i++) {
      found = constant.value().at(i) == (i % (size + 1) == 0 ? 1 : 0);
    }
    return found;
  }

  /** A vector, if a node is the matrix with it on the diagonal. */
  static Optional<Expr> diagonal(Expr node) {
    if (!(node.op() instanceof Contract c) || node.shape().rank() != 2) {
      return Optional.empty();
    }
    boolean first = c.left().length() == 1 && c.right().length() == 2;
    boolean fits =
        (first || (c.left().length() == 2 && c.right().length() == 1)) && c.out().length() == 2;
    return fits && c.summed().isEmpty() && isIdentity(node.input(first ? 1 : 0))
        ? Optional.of(node.input(first ? 0 : 1))
        : Optional.empty();
  }

  /** The matrix whose diagonal a node is, if one operand of the product is the identity. */
  static Optional<Expr> diagonalOf(Expr node) {
    if (!(node.op() instanceof Contract c)
        || c.out().length() != 1
        || c.summed().length() != 1
        || c.left().length() != 2
        || c.right().length() != 2) {
      return Optional.empty();
    }
    return isIdentity(node.input(0))
        ? Optional.of(node.input(1))
        : isIdentity(node.input(1)) ? Optional.of(node.input(0)) : Optional.empty();
  }

  /** diag(x) A as a product without a sum, x_i A_ij, if a node is such a product. */
  static Optional<Expr> withoutDiagonal(Expr node) {
    if (!(node.op() instanceof Contract c) || c.summed().length() != 1) {
      return Optional.empty();
    }
    for (int side = 0; side < 2; side++) {
      Optional<Expr> vector = diagonal(node.input(side));
      String kept = (side == 0 ? c.left() : c.right()).replace(c.summed(), "");
      if (vector.isPresent() && kept.length() == 1) {
        String other = (side == 0 ? c.right() : c.left()).replace(c.summed(), kept);
        String letters = kept + "," + other + "->" + c.out();
        return Optional.of(Contract.of(letters, vector.get(), node.input(1 - side)));
      }
    }
    return Optional.empty();
  }

  /** A matrix, if a node is its trace. */
  static Optional<Expr> traced(Expr node) {
    boolean sum =
        node.op() instanceof Sum
            && node.shape().rank() == 0
            && node.input(0).op() instanceof Multiply;
    return sum
        ? node.input(0).inputs().stream()
            .filter(Matrices::isIdentity)
            .findFirst()
            .map(unit -> node.input(0).input(node.input(0).input(0) == unit ? 1 : 0))
        : Optional.empty();
  }

  /** I A as A, if one operand of a product is the identity. */
  static Optional<Expr> withoutIdentity(Contract product, Expr left, Expr right) {
    for (int side = 0; side < 2; side++) {
      String unit = side == 0 ? product.left() : product.right();
      String kept = side == 0 ? product.right() : product.left();
      Expr other = side == 0 ? right : left;
      boolean same = kept.length() == product.out().length() && product.summed().length() == 1;
      if (same && isIdentity(side == 0 ? left : right)) {
        int place = product.out().indexOf(unit.replace(product.summed(), ""));
        boolean straight = kept.length() == 1 || kept.indexOf(product.summed()) == place;
        return Optional.of(straight ? other : transposed(other));
      }
    }
    return Optional.empty();
  }

  private static Expr transposed(Expr matrix) {
    return matrix.op() instanceof Transpose ? matrix.input(0) : matrix.transpose();
  }

  /** (A B)ᵀ as one product, BᵀAᵀ. */
  static Optional<Expr> transposedProduct(Expr product) {
    return product.shape().rank() == 2 && product.op() instanceof Contract c
        ? Optional.of(
            Contract.of(
                c.left() + "," + c.right() + "->" + new StringBuilder(c.out()).reverse(),
                product.input(0),
                product.input(1)))
        : Optional.empty();
  }
}
