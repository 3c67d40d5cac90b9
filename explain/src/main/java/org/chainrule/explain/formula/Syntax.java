package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.List;

/** A formula as it is written, before it is known what its names stand for. */
public sealed interface Syntax {
  /** Where it stands. */
  Place place();

  /** The parts, from left to right. */
  List<Syntax> children();

  /** What stands between two operands. */
  enum Operator {
    /** a + b. */
    PLUS("+"),
    /** a − b. */
    MINUS("-"),
    /** a * b: the product of matrices where both are. */
    TIMES("*"),
    /** a · b: as a * b, and the inner product of two vectors. */
    DOT("·"),
    /** a b, with no sign between. */
    JUXTAPOSED(" "),
    /** a(b) where a is a name, but of no function known to the language: a product, or a slip. */
    APPLIED(""),
    /** a ∘ b, element by element. */
    HADAMARD("∘"),
    /** a / b. */
    DIVIDED("/");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    /** How it is written. */
    public String sign() {
      return sign;
    }
  }

  /** A number. */
  record Literal(double value, Place place) implements Syntax {
    @Override
    public List<Syntax> children() {
      return List.of();
    }
  }

  /** A name with its subscripts: {@code h_{t-1}}, {@code w_{1,2}}, {@code x}. */
  record Name(String base, List<Syntax> subscripts, Place place) implements Syntax {
    public Name {
      subscripts = List.copyOf(subscripts);
    }

    @Override
    public List<Syntax> children() {
      return subscripts;
    }
  }

  /** {@code −a}. */
  record Negation(Syntax operand, Place place) implements Syntax {
    @Override
    public List<Syntax> children() {
      return List.of(operand);
    }
  }

  /** Two operands and what stands between. */
  record Operation(Operator operator, Syntax left, Syntax right, Place place) implements Syntax {
    @Override
    public List<Syntax> children() {
      return List.of(left, right);
    }
  }

  /**
   * {@code a^b}.
   *
   * @param elementwise whether it is written {@code a .^ b}
   */
  record Power(Syntax base, Syntax exponent, boolean elementwise, Place place) implements Syntax {
    @Override
    public List<Syntax> children() {
      return List.of(base, exponent);
    }
  }

  /** {@code Aᵀ}. */
  record Transposed(Syntax operand, Place place) implements Syntax {
    @Override
    public List<Syntax> children() {
      return List.of(operand);
    }
  }

  /**
   * A function of its arguments.
   *
   * @param primes how many times the function is differentiated: 1 for {@code σ'(x)}
   */
  record Call(String function, int primes, List<Syntax> arguments, Place place) implements Syntax {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public List<Syntax> children() {
      return arguments;
    }
  }

  /** {@code [a < b]}: 1 where the relation holds, else 0. */
  record Indicator(String relation, Syntax left, Syntax right, Place place) implements Syntax {
    @Override
    public List<Syntax> children() {
      return List.of(left, right);
    }
  }

  /** {@code sum(n = 1..3, body)} or {@code prod(n = 1..3, body)}. */
  record Series(boolean product, String index, Syntax from, Syntax to, Syntax body, Place place)
      implements Syntax {
    @Override
    public List<Syntax> children() {
      return List.of(from, to, body);
    }
  }

  /**
   * {@code Σ body}, the sum of all elements, or {@code Σ_k body}, over all that the index can be.
   *
   * @param sign the sign of the sum, which may be the name of something
   * @param indices what is summed over; empty for all elements
   * @param bare whether the body stands in no brackets
   */
  record Summation(Name sign, List<String> indices, Syntax body, boolean bare, Place place)
      implements Syntax {
    public Summation {
      indices = List.copyOf(indices);
    }

    @Override
    public List<Syntax> children() {
      return List.of(sign, body);
    }
  }

  /** A vector {@code [a, b]} or a matrix {@code [a, b; c, d]}. */
  record Rows(List<List<Syntax>> rows, Place place) implements Syntax {
    public Rows {
      rows = rows.stream().map(List::copyOf).toList();
    }

    @Override
    public List<Syntax> children() {
      List<Syntax> all = new ArrayList<>();
      rows.forEach(all::addAll);
      return all;
    }
  }

  /** An element {@code A[i, j]}, counted from 1. */
  record Element(Syntax operand, List<Syntax> indices, Place place) implements Syntax {
    public Element {
      indices = List.copyOf(indices);
    }

    @Override
    public List<Syntax> children() {
      List<Syntax> all = new ArrayList<>(List.of(operand));
      all.addAll(indices);
      return all;
    }
  }
}
