package org.chainrule.graph;

import java.util.List;

/** A way of writing formulas; an op says once how it is written and every notation can do it. */
public interface Notation<F> {
  /** A number. */
  F number(double value);

  /** The name of a variable; {@code _} begins a subscript. */
  F name(String name);

  /** {@code a + b}. */
  F sum(F a, F b);

  /** {@code a − b}. */
  F difference(F a, F b);

  /** {@code a b}. */
  F product(F a, F b);

  /** {@code a ∘ b}, element by element. */
  F hadamard(F a, F b);

  /** {@code a b}, one of the two a single number. */
  F scaled(F a, F b);

  /** {@code a / b}. */
  F quotient(F a, F b);

  /** {@code −a}. */
  F negative(F a);

  /** {@code a} to a power. */
  F power(F a, double exponent);

  /** {@code a} to a power that is a formula, too. */
  F power(F a, F exponent);

  /** The cube root of a. */
  F cubeRoot(F a);

  /** {@code aᵀ}. */
  F transposed(F a);

  /** {@code |a|}. */
  F magnitude(F a);

  /** {@code ‖a‖}, the Euclidean length. */
  F length(F a);

  /** {@code ∂y/∂x} of things that are a name or a number each. */
  F derivative(F y, F x);

  /** {@code dy/dx}, by all ways in which y depends on x. */
  F total(F y, F x);

  /** {@code ∂/∂x (y)} of a longer formula y. */
  F derivativeOf(F y, F x);

  /** {@code a} with indices below it. */
  F indexed(F a, String indices);

  /** {@code Σ a} over these indices; over all elements if there are none. */
  F summation(String indices, F a);

  /** {@code a} with its shape written below it. */
  F measured(F a, String shape);

  /** A relation such as {@code a < b}, as the number 1 or 0. */
  F relation(String sign, F a, F b);

  /** A vector of these elements. */
  F vector(List<F> elements);

  /** A matrix of these rows. */
  F matrix(List<List<F>> rows);

  /** A named function of its arguments. */
  F call(String function, List<F> arguments);
}
