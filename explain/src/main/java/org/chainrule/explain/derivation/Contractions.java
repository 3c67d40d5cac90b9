package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Contract;

/** Products of matrices as people write them: numbers before them, no identity, diagonals alone. */
record Contractions(Tidy tidy, Assembly assembly) {
  Product product(Expr node, Contract contract) {
    Parts left = Parts.of(tidy.single(node.input(0)), node.shape());
    Parts right = Parts.of(tidy.single(node.input(1)), node.shape());
    Product outside = left.outside().times(right.outside());
    Expr a = assembly.of(List.of(left.rest()), node.input(0).shape());
    Expr b = assembly.of(List.of(right.rest()), node.input(1).shape());
    Optional<Expr> alone = Matrices.withoutIdentity(contract, a, b);
    if (alone.isPresent()) {
      return outside.times(tidy.single(alone.get()));
    }
    if (contract.left().isEmpty() || contract.right().isEmpty()) {
      Expr number = contract.left().isEmpty() ? a : b;
      Expr other = contract.left().isEmpty() ? b : a;
      Product one = number.shape().rank() == 0 ? tidy.single(number) : Product.factor(number, 1);
      Product lifted =
          one.factors().isEmpty() ? one : Product.factor(number.broadcast(node.shape()), 1);
      boolean same = (contract.left() + contract.right()).equals(contract.out());
      return same
          ? outside.times(lifted).times(tidy.single(other))
          : outside.times(Product.factor(Expr.of(contract, a, b), 1));
    }
    Expr product = Expr.of(contract, a, b);
    MatrixProduct matrices = MatrixProduct.of(product);
    boolean diagonal =
        matrices.factors().size() > 1
            && matrices.factors().stream().anyMatch(f -> Matrices.diagonal(f.node()).isPresent());
    return outside.times(
        Product.factor(diagonal ? matrices.withDiagonals().multiplied().node() : product, 1));
  }

  /**
   * The terms of the diagonal of a matrix, if a node is that and the matrix is made of products.
   */
  Optional<List<Product>> diagonal(Expr node) {
    Optional<Expr> matrix = Matrices.diagonalOf(node);
    List<Product> found = new ArrayList<>();
    for (Product term : matrix.map(tidy::terms).orElse(List.of())) {
      Parts parts = Parts.of(term, node.shape());
      Expr product = assembly.of(List.of(parts.rest()), matrix.orElseThrow().shape());
      Optional<Expr> diagonal = MatrixProduct.of(product).withDiagonals().diagonal();
      if (diagonal.isEmpty()) {
        return Optional.empty();
      }
      found.add(parts.outside().times(tidy.single(diagonal.get())));
    }
    return matrix.map(_ -> found);
  }
}
