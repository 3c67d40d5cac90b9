/**
 * Formulas as people write them: from text by way of a syntax tree to named expressions.
 *
 * <p>A program has one statement a line: {@code z = W*x + b}; a recurrence {@code h_t = f(h_{t-1})
 * for t = 1..3}, where neighbouring lines over one range run together; sizes {@code X: n, d} (for
 * all with an index {@code x_t: d}); values {@code given a = 1, b = [1, 2; 3, 4]}; {@code #} begins
 * a comment. The last line may be a formula without a name.
 *
 * <p>In formulas, {@code *} and no sign at all are the product of matrices, or a scaling if one
 * operand is a number; vectors stand, so that {@code w'x} is a number and {@code x w'} a matrix.
 * {@code ∘}, {@code .*} and {@code .^} work place by place, {@code ^} groups from the right, {@code
 * '}, {@code ^T} and ᵀ transpose, {@code |x|} and {@code ‖x‖} are magnitude and length, {@code [x >
 * 0]} is 1 or 0, {@code [a, b; c, d]} is a matrix, {@code x[1]} and {@code x_1} are elements of a
 * vector, {@code sum(n = 1..3, x_n)} is a sum. {@code σ'(x)} is the derivative of a function of one
 * number. The common commands of LaTeX mean what they look like. {@code x1}, {@code x_1}, {@code
 * x_{1}} and x₁ are one name, as are {@code alpha} and α, {@code y_hat} and ŷ. {@code e} and π are
 * numbers unless the program defines them; what could be read in two ways, as {@code a/b c}, is
 * refused.
 */
package org.chainrule.explain.formula;
