package org.chainrule.graph.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Adjoints;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Lanes;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Op;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tangents;

/**
 * The product of two tensors summed over shared axes, in Einstein's notation: {@code "ij,jk->ik"}
 * is the matrix product, {@code "bij,bjk->bik"} a batch of them, {@code "i,j->ij"} the outer
 * product.
 *
 * <p>Every axis has a letter. A letter in both operands but not in the result is summed over; no
 * letter stands twice in one operand, and each stands in at least two of the three, which makes
 * contractions closed under differentiation: the derivative of {@code L,R->O} by the left operand
 * is the contraction {@code O,R->L} of the adjoint.
 *
 * @param left the letters of the left operand
 * @param right the letters of the right operand
 * @param out the letters of the result
 */
public record Contract(String left, String right, String out) implements Op {
  public Contract {
    String all = left + right + out;
    boolean valid =
        all.chars()
            .allMatch(c -> Character.isLetter(c) && all.chars().filter(d -> d == c).count() >= 2);
    for (String operand : List.of(left, right, out)) {
      valid &= operand.chars().distinct().count() == operand.length();
    }
    if (!valid) {
      throw new ShapeException(
          "contract: %s,%s->%s: every letter stands at most once in an operand and in at least"
              + " two of the three",
          left, right, out);
    }
  }

  /** The contraction written as {@code "ij,jk->ik"}. */
  public static Contract of(String formula) {
    String[] parts = formula.split(",|->", -1);
    if (parts.length != 3) {
      throw new ShapeException("contract: " + formula + " is not of the form ij,jk->ik");
    }
    return new Contract(parts[0], parts[1], parts[2]);
  }

  /** The contraction written as {@code "ij,jk->ik"} of these operands. */
  public static Expr of(String formula, Expr left, Expr right) {
    return Expr.of(of(formula), left, right);
  }

  /** The matrix product for operands of these shapes: dot, matrix–vector, matrix or batched. */
  public static Contract matmul(Shape a, Shape b) {
    int batch = Math.min(a.rank(), b.rank()) - 2;
    boolean fits =
        a.rank() >= 1 && b.rank() >= 1 && (batch <= 0 || a.rank() == b.rank()) && batch <= 20;
    if (batch == 0) {
      fits &= a.rank() == 2 && b.rank() == 2;
    } else if (batch < 0) {
      fits &= a.rank() <= 2 && b.rank() <= 2;
    }
    if (!fits) {
      throw new ShapeException(
          "matmul: shapes %s and %s are not vectors, matrices or equally long batches of"
              + " matrices",
          a, b);
    }
    StringBuilder lead = new StringBuilder();
    for (int i = 0; i < batch; i++) {
      lead.append((char) ('a' + i));
    }
    String rows = a.rank() > 1 ? "x" : "";
    String columns = b.rank() > 1 ? "z" : "";
    return new Contract(lead + rows + "y", lead + "y" + columns, lead + rows + columns);
  }

  /** The letters that are summed over. */
  public String summed() {
    StringBuilder letters = new StringBuilder(left);
    for (int i = 0; i < out.length(); i++) {
      int at = letters.indexOf(out.substring(i, i + 1));
      if (at >= 0) {
        letters.deleteCharAt(at);
      }
    }
    return letters.toString();
  }

  /** The size of the axis with this letter, for operands of these shapes. */
  public int size(char letter, List<Shape> inputs) {
    int axis = left.indexOf(letter);
    return axis >= 0 ? inputs.get(0).size(axis) : inputs.get(1).size(right.indexOf(letter));
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Inputs.require(2, this, inputs);
    Shape a = inputs.get(0);
    Shape b = inputs.get(1);
    boolean fits = a.rank() == left.length() && b.rank() == right.length();
    for (int axis = 0; fits && axis < left.length(); axis++) {
      int other = right.indexOf(left.charAt(axis));
      fits = other < 0 || a.size(axis) == b.size(other);
    }
    if (!fits) {
      throw new ShapeException(
          "contract %s: shapes %s and %s do not fit: axes with the same letter must be equally"
              + " long",
          formula(), a, b);
    }
    List<Integer> sizes = new ArrayList<>();
    out.chars().forEach(letter -> sizes.add(size((char) letter, inputs)));
    return new Shape(sizes);
  }

  /** The contraction in writing: {@code ij,jk->ik}. */
  public String formula() {
    return left + "," + right + "->" + out;
  }

  @Override
  public void pullback(Expr node, Expr adjoint, Adjoints adjoints) {
    adjoints.add(0, Expr.of(new Contract(out, right, left), adjoint, node.input(1)));
    adjoints.add(1, Expr.of(new Contract(left, out, right), node.input(0), adjoint));
  }

  @Override
  public Optional<Expr> pushforward(Expr node, Tangents tangents) {
    Optional<Expr> a = tangents.of(0).map(t -> Expr.of(this, t, node.input(1)));
    Optional<Expr> b = tangents.of(1).map(t -> Expr.of(this, node.input(0), t));
    return a.isPresent() && b.isPresent() ? Optional.of(a.get().plus(b.get())) : a.or(() -> b);
  }

  @Override
  public Expr batch(Expr node, Lanes inputs) {
    char letter = 'A';
    while ((left + right).indexOf(letter) >= 0) {
      letter++;
    }
    Contract batched =
        new Contract(
            inputs.batched(0) ? letter + left : left,
            inputs.batched(1) ? letter + right : right,
            letter + out);
    return Expr.of(batched, inputs.get(0), inputs.get(1));
  }

  @Override
  public <F> F notation(Notation<F> notation, List<F> operands) {
    F a = operands.get(0);
    F b = operands.get(1);
    boolean inner = !left.isEmpty() && !right.isEmpty() && left.endsWith(right.substring(0, 1));
    return inner
            && summed().length() == 1
            && out.equals(left.substring(0, left.length() - 1) + right.substring(1))
        ? notation.product(a, b)
        : notation.call(formula(), operands);
  }
}
