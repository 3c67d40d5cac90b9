package org.chainrule.explain.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.chainrule.graph.Expr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometryTest {
  private static final String NETWORK =
      """
      z = (x1 - 1, x2 - 1, -x1 - 1, -x2 - 1)
      s = sum(relu(z))
      u1 = s
      u2 = 2 - s
      o = softmax(β relu([u1, u2]))
      """;

  private static Plane plane(String text, String values) {
    Given given = values.isEmpty() ? Given.NOTHING : Given.NOTHING.at(values);
    return Plane.of(FormulaProgram.parse(text, given));
  }

  private static Region region(Plane plane, String difference, double reach) {
    Expr function = plane.program().read(difference).value();
    return Region.of(spots -> plane.values(function, spots), Window.square(reach));
  }

  /** Where Σ relu(z) ≤ s = ln 999/β: an octagon of area 4 + 8 s + 2 s². */
  @ParameterizedTest
  @CsvSource({"1, 154.6, 10", "3, 33.03, 4.5"})
  void areaOfADecisionRegion(double beta, double area, double reach) {
    Region region = region(plane(NETWORK, "beta = " + beta), "o_2 - 1/1000", reach);
    double s = Math.log(999) / beta;
    assertThat(region.area()).isCloseTo(4 + 8 * s + 2 * s * s, within(1e-6));
    assertThat(region.area()).isCloseTo(area, within(0.1));
    assertThat(region.error()).isZero();
    assertThat(region.cut()).isFalse();
    List<Spot> corners = region.corners().orElseThrow().getFirst();
    assertThat(corners).hasSize(8);
    assertThat(corners)
        .allSatisfy(
            c ->
                assertThat(Math.max(Math.abs(c.x()), Math.abs(c.y())))
                    .isCloseTo(1 + s, within(1e-6)))
        .allSatisfy(
            c -> assertThat(Math.min(Math.abs(c.x()), Math.abs(c.y()))).isCloseTo(1, within(1e-6)));
  }

  @Test
  void aWindowCutsARegionOff() {
    Region region = region(plane(NETWORK, "beta = 1"), "o_2 - 1/1000", 2);
    assertThat(region.cut()).isTrue();
    assertThat(region.area()).isCloseTo(16, within(1e-9));
  }

  /** A disc is no polygon; its area is found to about its stated error. */
  @Test
  void aDiscAndARing() {
    Region disc = region(plane("x^2 + y^2", ""), "4 - x^2 - y^2", 3);
    assertThat(disc.corners()).isEmpty();
    assertThat(disc.area()).isCloseTo(4 * Math.PI, within(1e-4));
    assertThat(disc.error()).isPositive().isLessThan(0.01);
    Region ring = region(plane("x^2 + y^2", ""), "(4 - x^2 - y^2)(x^2 + y^2 - 1)", 3);
    assertThat(ring.borders()).hasSize(2);
    assertThat(ring.area()).isCloseTo(3 * Math.PI, within(1e-3));
  }

  @Test
  void boundariesOfUnitsAsHalfPlanes() {
    Plane plane = plane(NETWORK, "beta = 1");
    assertThat(plane.names()).containsExactly("x1", "x2");
    List<Plane.Unit> units = plane.units();
    assertThat(units).hasSize(6);
    assertThat(units.subList(0, 4))
        .extracting(u -> u.name() + ": " + u.active().orElseThrow().written("x1", "x2"))
        .containsExactly(
            "z_1: x1 − 1 > 0", "z_2: x2 − 1 > 0", "z_3: −x1 − 1 > 0", "z_4: −x2 − 1 > 0");
    assertThat(units.get(5).active()).isEmpty();
  }

  @Test
  void aVectorOfTwoInputs() {
    Plane plane =
        plane("x: 2\nh = relu(W*x + b)\nv'h", "W = [1, -2; 0.5, 1], b = [1, -3], v = [1, 1]");
    assertThat(plane.names()).containsExactly("x_1", "x_2");
    assertThat(plane.units())
        .extracting(u -> u.active().orElseThrow().written("x_1", "x_2"))
        .containsExactly("x_1 − 2 x_2 + 1 > 0", "0.5 x_1 + x_2 − 3 > 0");
  }

  /** The level sets of Σ relu(z): at 0 the square's border, at 1 and 3 octagons. */
  @ParameterizedTest
  @CsvSource({"1, 1", "3, 1"})
  void levelSetsLieWhereTheFunctionHasTheValue(double level, int pieces) {
    Plane plane = plane(NETWORK, "beta = 1");
    Expr s = plane.program().node("s");
    List<List<Spot>> lines =
        Contours.lines(
            spots -> {
              double[] values = plane.values(s, spots);
              for (int i = 0; i < values.length; i++) {
                values[i] -= level;
              }
              return values;
            },
            Window.square(6));
    assertThat(lines).hasSize(pieces);
    for (double value : plane.values(s, lines.getFirst())) {
      assertThat(value).isCloseTo(level, within(1e-9));
    }
    assertThat(lines.getFirst().getFirst()).isEqualTo(lines.getFirst().getLast());
  }

  @Test
  void anOpenLineEndsAtTheWindow() {
    Plane plane = plane("x + 2 y", "");
    Expr f = plane.program().objective().value();
    List<List<Spot>> lines = Contours.lines(spots -> plane.values(f, spots), Window.square(3));
    assertThat(lines).hasSize(1);
    assertThat(Math.abs(lines.getFirst().getFirst().x())).isEqualTo(3);
    assertThat(Math.abs(lines.getFirst().getLast().x())).isEqualTo(3);
  }

  @Test
  void whatIsNoPlaneIsRefused() {
    assertThatThrownBy(() -> plane("a + b + c", ""))
        .hasMessageStartingWith(
            "a plane has two inputs, two numbers or a vector of two, not a, b, c");
    FormulaProgram program = FormulaProgram.parse("a x + b y");
    assertThatThrownBy(() -> Plane.of(program, List.of(program.node("x"), program.node("y"))))
        .hasMessage("a, b need a value, given with --at");
    assertThatThrownBy(() -> new Window(1, 0, 0, 1)).hasMessageStartingWith("a window is");
  }
}
