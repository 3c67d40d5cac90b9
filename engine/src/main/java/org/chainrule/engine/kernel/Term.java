package org.chainrule.engine.kernel;

import java.util.List;

/**
 * A number at every place of a {@link Nest}, found from numbers before it; a nest lists its terms
 * in an order in which they can be computed and names them by their place in the list.
 */
public sealed interface Term {
  /** The terms that it is found from. */
  List<Integer> operands();

  /** The element of an array at this place. */
  record Load(int operand) implements Term {
    @Override
    public List<Integer> operands() {
      return List.of();
    }
  }

  /** The same number everywhere. */
  record Fixed(double value) implements Term {
    @Override
    public List<Integer> operands() {
      return List.of();
    }
  }

  /** A function of one number. */
  record Apply(Function function, int x) implements Term {
    @Override
    public List<Integer> operands() {
      return List.of(x);
    }
  }

  /** A function of two numbers. */
  record Combine(Operator operator, int x, int y) implements Term {
    @Override
    public List<Integer> operands() {
      return List.of(x, y);
    }
  }

  /** A fixed power. */
  record Raise(int x, double exponent) implements Term {
    @Override
    public List<Integer> operands() {
      return List.of(x);
    }
  }

  /** One of two numbers: {@code then} where x and y are so related. */
  record Choose(Relation relation, int x, int y, int then, int otherwise) implements Term {
    @Override
    public List<Integer> operands() {
      return List.of(x, y, then, otherwise);
    }
  }

  /** A total of a term over the reduced axes; the same number everywhere along them. */
  record Total(Reduction reduction, int x) implements Term {
    @Override
    public List<Integer> operands() {
      return List.of(x);
    }
  }

  /** A function of one number. */
  enum Function {
    /** −x. */
    NEGATE,
    /** |x|. */
    ABSOLUTE,
    /** √x. */
    SQRT,
    /** eˣ. */
    EXP,
    /** eˣ − 1. */
    EXPM1,
    /** ln x. */
    LOG,
    /** ln(1 + x). */
    LOG1P,
    /** The sine. */
    SIN,
    /** The cosine. */
    COS,
    /** The hyperbolic tangent. */
    TANH,
    /** The arctangent. */
    ATAN,
    /** The error function. */
    ERF
  }

  /** A function of two numbers. */
  enum Operator {
    /** x + y. */
    ADD,
    /** x − y. */
    SUBTRACT,
    /** x · y. */
    MULTIPLY,
    /** x / y. */
    DIVIDE
  }

  /** A question about two numbers; never true of a NaN. */
  enum Relation {
    /** x &lt; y. */
    LESS,
    /** x = y. */
    EQUAL
  }

  /** How many numbers become one. */
  enum Reduction {
    /** The sum; 0 of none, never −0. */
    SUM,
    /** The largest; NaN if one is; −∞ of none; 0 is larger than −0. */
    MAX,
    /** The smallest, of numbers that are not NaN; ∞ of none; never −0. */
    MIN
  }
}
