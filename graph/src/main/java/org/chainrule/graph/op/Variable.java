package org.chainrule.graph.op;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Shape;

/**
 * A named quantity that a caller supplies: an input, a target or a parameter.
 *
 * @param name what it is called in formulas, messages and files
 * @param shape its shape
 * @param scope 0 for a variable of the user's, known by name and shape; otherwise the number of a
 *     bound variable inside a loop, which no other variable equals
 */
public record Variable(String name, Shape shape, long scope) implements Leaf {
  private static final AtomicLong SCOPES = new AtomicLong();

  /** A variable known by its name and shape. */
  public Variable(String name, Shape shape) {
    this(name, shape, 0);
  }

  /** A variable that equals no other. */
  public static Expr fresh(String name, Shape shape) {
    return Expr.of(new Variable(name, shape, SCOPES.incrementAndGet()));
  }

  @Override
  public <F> F notation(Notation<F> notation, List<F> operands) {
    return notation.name(name);
  }

  @Override
  public String name() {
    return name;
  }
}
