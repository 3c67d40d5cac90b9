package org.chainrule.explain.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recurrences that start from a number. */
class InitialStatesTest {
  private static final Given GIVEN =
      Given.NOTHING.shape("W: 3,2; U, F: 3,3; x_t: 2; V: 2,3; X_t: 4,2; b: 3");

  private static FormulaProgram program(String lines) {
    return FormulaProgram.parse(lines.replace("~", "\n"), GIVEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "h_0 = 0 ~ h_t = tanh(W*x_t + U*h_{t-1}) for t = 1..2 | h_0 | 3",
        "h_0 = 0 ~ h_t = tanh(W*x_t + U*h_{t-1}) for t = 1..2 | h_2 | 3",
        "h_0 = 0 ~ h_t = tanh(X_t*V + h_{t-1}*U + b) for t = 1..2 | h_0 | 4, 3",
        "h_0 = 0 ~ h_t = tanh(X_t*V + h_{t-1}*U + b) for t = 1..2 | h_2 | 4, 3",
        "h_3 = 1 ~ h_t = U*h_{t+1} + W*x_t for t = 2..1 | h_3 | 3",
        "h_0 = 0 ~ h_t = tanh(x_t'*V + h_{t-1}*U + b') for t = 1..2 | h_0 | 3",
        "h_t = tanh(x_t'*V + h_{t-1}*U') for t = 1..2 | h_0 | 3",
        "h_t = tanh(X_t*V + h_{t-1}*U) for t = 1..2 | h_0 | 4, 3",
        "h_0 = 0 ~ c_0 = 0 ~ c_t = sigma(F*h_{t-1}) ∘ c_{t-1} + tanh(W*x_t) for t = 1..2"
            + " ~ h_t = tanh(c_t) for t = 1..2 | c_2 | 3",
      })
  void takeTheShapeOfTheStates(String lines, String name, String sizes) {
    int[] expected = Arrays.stream(sizes.split(", ")).mapToInt(Integer::parseInt).toArray();
    assertThat(program(lines).node(name).shape()).isEqualTo(Shape.of(expected));
  }

  /** (1, 1) U + (1, 1) and U (1, 1) + (1, 1) for U = [1, 2; 3, 4]; states of the first lie. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "h_t = h_{t-1}*U + b' for t = 1..1 | , h_0=1 | 5 | 7 | true",
        "h_0 = 1 ~ h_t = U*h_{t-1} + b for t = 1..1 | '' | 4 | 8 | false",
      })
  void everyElementIsTheNumber(
      String lines, String given, double first, double second, boolean lies) {
    FormulaProgram program =
        FormulaProgram.parse(
            lines.replace("~", "\n"),
            Given.NOTHING.shape("U: 2,2; b: 2").at("U=[1,2;3,4], b=[1,1]" + given));
    assertThat(Interpreter.evaluate(program.objective().value(), program.values()))
        .isEqualTo(Tensor.vector(first, second));
    assertThat(program.objective().row()).isEqualTo(lies);
  }

  @Test
  void staysANumberBeforeNumbers() {
    FormulaProgram sum = program("s_0 = 0 ~ s_t = s_{t-1} + y_t for t = 1..2");
    assertThat(sum.quantity("s_0").value().shape()).isEqualTo(Shape.SCALAR);
    FormulaProgram product = program("h_0 = 0 ~ h_t = tanh(w*h_{t-1} + y_t) for t = 1..2");
    assertThat(product.objective().value().shape()).isEqualTo(Shape.SCALAR);
  }

  @Test
  void othersMustFit() {
    assertThatThrownBy(() -> program("h_0 = 0 ~ h_t = W*h_{t-1} + x_t for t = 1..2"))
        .isInstanceOf(FormulaException.class)
        .hasMessageContaining("does not fit");
  }
}
