package org.chainrule.explain.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.chainrule.graph.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTest {
  static final String LSTM =
      """
      given W_fh = 0, W_fx = 0, b_f = -100, W_ih = 0, W_ix = 100, b_i = 100
      given W_oh = 0, W_ox = 100, b_o = 0, W_ch = -100, W_cx = 50, b_c = 0
      h_0 = 0
      c_0 = 0
      f_t = sigma(W_fh*h_{t-1} + W_fx*x_t + b_f) for t = 1..T
      i_t = sigma(W_ih*h_{t-1} + W_ix*x_t + b_i) for t = 1..T
      o_t = sigma(W_oh*h_{t-1} + W_ox*x_t + b_o) for t = 1..T
      g_t = tanh(W_ch*h_{t-1} + W_cx*x_t + b_c) for t = 1..T
      c_t = f_t*c_{t-1} + i_t*g_t for t = 1..T
      h_t = o_t*tanh(c_t) for t = 1..T
      """;

  private static final String TWO_LAYERS =
      """
      given i1 = 2, i2 = -1, w11 = 1, w12 = .5, b1 = .5, w21 = -.5, w22 = -1, b2 = -.5
      h1 = relu(w11*i1 + w12*i2 + b1)
      h2 = relu(w21*i1 + w22*i2 + b2)
      o1 = .5 h1 - .5 h2 - 1
      o2 = -h1 + h2 + .5
      E = 1/2 ((1 - o1)^2 + (.5 - o2)^2)
      """;

  /** An LSTM unit set by hand, its output rounded at each step. */
  @ParameterizedTest
  @CsvSource({"'0,0,1,1,1,0', '0,0,1,-1,1,0'", "'1,1,0,1,1', '1,-1,0,1,-1'"})
  void roundedAtEachStep(String inputs, String outputs) {
    String[] expected = outputs.split(",", -1);
    FormulaProgram program =
        FormulaProgram.parse(
            LSTM, Given.NOTHING.at("x = [" + inputs + "]").at("T", Tensor.scalar(expected.length)));
    Trace trace = Trace.forward(program, List.of(Rounding.parse("h")));
    List<String> found =
        trace.steps().stream()
            .filter(s -> s.name().startsWith("h_") && !s.name().equals("h_0"))
            .map(s -> Integer.toString((int) s.value().item()))
            .toList();
    assertThat(found).containsExactly(expected);
  }

  private static double of(List<Trace.Entry> entries, String name) {
    return entries.stream()
        .filter(e -> e.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value()
        .item();
  }

  @Test
  void twoLayersForwardBackwardAndUpdated() {
    FormulaProgram program = FormulaProgram.parse(TWO_LAYERS);
    Trace trace = Trace.of(program, OptionalDouble.of(0.1), List.of(program.node("w12")));
    assertThat(trace.steps())
        .extracting(Trace.Step::name)
        .containsExactly("h1", "h2", "o1", "o2", "E");
    assertThat(trace.steps())
        .extracting(s -> s.value().item())
        .containsExactly(2.0, 0.0, 0.0, -1.5, 2.5);
    assertThat(of(trace.partials(), "w12")).isEqualTo(-1.5);
    assertThat(of(trace.partials(), "o2")).isEqualTo(-2);
    assertThat(of(trace.partials(), "h1")).isEqualTo(1.5);
    assertThat(trace.updates()).hasSize(1);
    assertThat(trace.updates().getFirst().after().item()).isCloseTo(.65, within(1e-15));
  }

  /** A quantity that others are computed from is used as it was rounded. */
  @Test
  void roundedValuesAreUsedFurtherOn() {
    FormulaProgram program = FormulaProgram.parse("a = x/3\nb = 3 a", Given.NOTHING.at("x = 1"));
    Trace trace = Trace.forward(program, List.of(Rounding.parse("a:2")));
    assertThat(trace.steps().get(0).value().item()).isEqualTo(.33);
    assertThat(trace.steps().get(0).exact().item()).isEqualTo(1.0 / 3);
    assertThat(trace.steps().get(1).value().item()).isCloseTo(.99, within(1e-15));
  }

  @Test
  void tablesHaveARowForEveryStepOfARecurrence() {
    FormulaProgram program = FormulaProgram.parse(LSTM, Given.NOTHING.at("x = [0,1], T = 2"));
    List<TraceTables.Table> tables =
        TraceTables.of(Trace.forward(program, List.of(Rounding.parse("h"))));
    TraceTables.Table steps = tables.get(1);
    assertThat(steps.rows().getFirst()).containsExactly("index", "h", "c", "f", "i", "o", "g");
    assertThat(steps.rows()).extracting(List::getFirst).containsExactly("index", "0", "1", "2");
    assertThat(steps.rows().get(1)).containsExactly("0", "0", "0", "", "", "", "");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(
            () ->
                Trace.forward(FormulaProgram.parse("a x + b", Given.NOTHING.at("x=1")), List.of()))
        .hasMessage("a, b have no value; give it with --at or in a line that begins with given");
    assertThatThrownBy(
            () ->
                Trace.of(
                    FormulaProgram.parse("2 x", Given.NOTHING.at("x=[1,2]")),
                    OptionalDouble.empty(),
                    List.of()))
        .hasMessageStartingWith("f is no number but 2");
    assertThatThrownBy(() -> Rounding.parse("h:x"))
        .hasMessageContaining("write h for whole numbers");
  }
}
