package org.chainrule.explain.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Mark;
import org.chainrule.explain.derivation.Question;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.junit.jupiter.api.Test;

/** Pictures of computation graphs. */
class GraphPictureTest {
  private static final Expr X = Expr.variable("x");
  private static final Expr Y = Expr.variable("y");
  private static final Expr Z = Expr.variable("z");

  private static Drawing draw(Expr objective, Map<Expr, Tensor> at) {
    SequencedMap<String, Expr> names = new LinkedHashMap<>(Map.of("f", objective));
    Question question = new Question("f", objective, names, List.of(X), at);
    return GraphPicture.of(question, Shape::toString);
  }

  private static List<String> labels(Drawing drawing) {
    return drawing.marks().stream()
        .filter(Mark.Label.class::isInstance)
        .map(mark -> ((Mark.Label) mark).text())
        .toList();
  }

  /** ln x + exp(y)·z at (1, 3, 2). */
  @Test
  void valuesAndDerivatives() {
    Expr f = Functions.log(X).plus(Functions.exp(Y).times(Z));
    Map<Expr, Tensor> at = Map.of(X, Tensor.scalar(1), Y, Tensor.scalar(3), Z, Tensor.scalar(2));
    Drawing drawing = draw(f, at);
    assertThat(labels(drawing))
        .contains("ln", "exp", "×", "+", "f = 40.17107")
        .contains("∂f/∂x = 1", "∂f/∂y = 40.17107", "∂f/∂z = 20.08554");
    assertThat(labels(drawing).stream().filter("20.08554"::equals)).hasSize(3);
  }

  @Test
  void everythingLiesOnThePaperAndNoBoxOnAnother() {
    Expr f = Functions.sin(X.times(Y)).plus(X.times(Z)).power(2).plus(Functions.tanh(Z));
    Drawing drawing = draw(f, Map.of());
    List<Mark.Rectangle> boxes =
        drawing.marks().stream()
            .filter(mark -> mark instanceof Mark.Rectangle r && r.corner() > 6.5)
            .map(mark -> (Mark.Rectangle) mark)
            .distinct()
            .toList();
    assertThat(boxes).hasSizeGreaterThanOrEqualTo(9);
    for (Mark.Rectangle box : boxes) {
      assertThat(box.x()).isBetween(0.0, drawing.width() - box.width());
      assertThat(box.y()).isBetween(0.0, drawing.height() - box.height());
      for (Mark.Rectangle other : boxes) {
        boolean same = other.x() == box.x() && other.y() == box.y();
        boolean apart =
            other.x() >= box.x() + box.width()
                || box.x() >= other.x() + other.width()
                || other.y() >= box.y() + box.height()
                || box.y() >= other.y() + other.height();
        assertThat(same || apart).isTrue();
      }
    }
  }

  @Test
  void numbersAreWrittenIntoTheOperationsThatUseThem() {
    Expr f = X.times(2).plus(1);
    assertThat(labels(draw(f, Map.of()))).contains("x·2", "□ + 1");
    assertThat(labels(draw(f, Map.of(X, Tensor.scalar(-3))))).contains("x·2", "−6 + 1", "f = −5");
  }

  /** A first state of zeros is no operation. */
  @Test
  void zerosAndOnesThatChangeNothingAreNotDrawn() {
    Expr f = X.times(Y).plus(0);
    assertThat(labels(draw(f, Map.of()))).containsExactlyInAnyOrder("x", "y", "×", "f");
  }

  /** Of a vector there is no partial derivative that is a number. */
  @Test
  void vectorsAreDrawnWithTheirShapes() {
    Expr w = Expr.variable("w", Shape.of(3));
    assertThat(labels(draw(w.times(X), Map.of(w, Tensor.vector(1, 2, 3), X, Tensor.scalar(2)))))
        .contains("x", "2", "∘", "f: [3]")
        .noneMatch(label -> label.startsWith("∂"));
  }
}
