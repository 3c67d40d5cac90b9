package org.chainrule.engine.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.calculus.Gradient;
import org.chainrule.graph.Convolution;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Fold;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Unfold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of convolutions and poolings without windows that are stored or added up. */
class ConvolutionRulesTest {
  /** A convolution of pictures with windows of this height and width. */
  record Layer(Convolution convolution, int height, int width, Shape pictures) {
    Expr x() {
      return Expr.variable("x", pictures);
    }

    Expr filters() {
      return Expr.variable("w", 2, pictures.size(1), height, width);
    }
  }

  static List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    for (int stride = 1; stride <= 3; stride++) {
      for (int padding = 0; padding <= 2; padding++) {
        for (int dilation = 1; dilation <= 2; dilation++) {
          Convolution convolution = new Convolution(stride, padding, dilation);
          layers.add(new Layer(convolution, 3, 2, Shape.of(2, 3, 7, 6)));
          layers.add(new Layer(convolution, 1, 3, Shape.of(1, 1, 5, 8)));
        }
      }
    }
    layers.add(new Layer(Convolution.PLAIN, 1, 1, Shape.of(2, 2, 3, 3)));
    layers.add(new Layer(new Convolution(2, 0, 1), 2, 2, Shape.of(2, 2, 5, 4)));
    layers.add(new Layer(new Convolution(4, 1, 1), 2, 1, Shape.of(1, 2, 6, 5)));
    layers.add(new Layer(Convolution.PLAIN, 3, 3, Shape.of(0, 2, 4, 4)));
    return layers;
  }

  @ParameterizedTest
  @MethodSource("layers")
  void noGradientOfAConvolutionAddsWindows(Layer layer) {
    Expr x = layer.x();
    Expr y = layer.convolution.convolve(x, layer.filters());
    Expr adjoint = Expr.variable("adjoint", y.shape());
    Map<Expr, Expr> first = Gradient.of(y.times(adjoint).sum(), x, layer.filters());
    List<Expr> roots = new ArrayList<>(first.values());
    roots.add(y);
    Expr squares = Gradient.by(y.times(adjoint).sum(), x).power(2).sum();
    roots.addAll(Gradient.of(squares, layer.filters(), adjoint).values());
    Rewrites rewrites = Agreement.rewritten(roots, 11);
    assertThat(Expr.inOrder(rewrites.roots())).noneMatch(e -> e.op() instanceof Fold);
  }

  /** As many multiplications as a convolution of the picture with a filter of the same size. */
  @Test
  void theGradientOfAPaddedConvolutionOfStrideOneIsAConvolutionOfThePicturesSize() {
    Layer layer = new Layer(new Convolution(1, 1, 1), 3, 3, Shape.of(2, 3, 8, 9));
    Expr y = layer.convolution.convolve(layer.x(), layer.filters());
    Expr adjoint = Expr.variable("adjoint", y.shape());
    Expr gradient = Gradient.by(y.times(adjoint).sum(), layer.x());
    Expr rewritten = Agreement.rewritten(List.of(gradient), 1).roots().getFirst();
    assertThat(rewritten.op()).isInstanceOf(Contract.class);
    assertThat(rewritten.input(0).op()).isInstanceOf(Unfold.class);
    assertThat(rewritten.input(0).input(0))
        .isEqualTo(Expr.of(Pad.around(List.of(0, 0, 1, 1), 0), adjoint));
  }

  @Test
  void aConvolutionOfSequencesAndOneWithAFilterForEveryChannel() {
    Unfold windows = new Unfold(List.of(3), List.of(2), List.of(1));
    Expr x = Expr.variable("x", 2, 4, 9);
    Expr w = Expr.variable("w", 5, 4, 3);
    Expr dense = Contract.of("ncia,fca->nif", Expr.of(windows, x), w);
    Expr own = Contract.of("ncia,ca->nci", Expr.of(windows, x), w.slice(0, 0, 1).reshape(4, 3));
    Expr j = dense.power(2).sum().plus(own.power(3).sum());
    Rewrites rewrites = Agreement.rewritten(List.copyOf(Gradient.of(j, x, w).values()), 5);
    assertThat(Expr.inOrder(rewrites.roots())).noneMatch(e -> e.op() instanceof Fold);
  }

  static Stream<Layer> poolings() {
    return Stream.of(
        new Layer(new Convolution(2, 0, 1), 2, 2, Shape.of(2, 3, 4, 6)),
        new Layer(new Convolution(2, 0, 1), 2, 2, Shape.of(2, 3, 5, 7)),
        new Layer(new Convolution(3, 1, 1), 3, 3, Shape.of(1, 2, 7, 7)),
        new Layer(new Convolution(2, 0, 1), 2, 1, Shape.of(1, 1, 6, 6)),
        new Layer(new Convolution(2, 0, 1), 2, 2, Shape.of(0, 3, 4, 6)));
  }

  /** Elements are drawn from three numbers, so that many windows have several largest ones. */
  @ParameterizedTest
  @MethodSource("poolings")
  void theGradientOfAPoolingIsTheSameNumbersWithoutWindows(Layer layer) {
    Expr x = layer.x();
    Expr y = layer.convolution.maxPool(x, layer.height, layer.width);
    Expr mean = layer.convolution.meanPool(x, layer.height, layer.width);
    Expr weights = Expr.variable("weights", y.shape());
    List<Expr> roots =
        List.of(
            y, Gradient.by(y.times(weights).sum(), x), Gradient.by(mean.times(weights).sum(), x));
    Rewrites rewrites = Rewrites.of(roots);
    assertThat(Expr.inOrder(rewrites.roots()))
        .noneMatch(e -> e.op() instanceof Fold || e.op() instanceof Unfold);
    Map<Expr, Tensor> values = Agreement.random(roots, 3);
    values.computeIfPresent(x, (k, picture) -> tied(picture));
    Agreement.assertSame(rewrites.roots(), roots, values, 0, "seed 3");
  }

  @Test
  void equallyLargeElementsOfAWindowShareItsGradient() {
    Expr x = Expr.variable("x", 1, 1, 2, 4);
    Expr y = new Convolution(2, 0, 1).maxPool(x, 2, 2);
    Expr gradient = Gradient.by(y.sum(), x);
    Expr rewritten = Rewrites.of(List.of(gradient)).roots().getFirst();
    Tensor picture = Tensor.of(x.shape(), 1, 3, 5, 5, 3, 3, 5, 5);
    assertThat(Interpreter.evaluate(rewritten, Map.of(x, picture)).toArray())
        .containsExactly(0, 1 / 3.0, 0.25, 0.25, 1 / 3.0, 1 / 3.0, 0.25, 0.25);
  }

  private static Tensor tied(Tensor numbers) {
    double[] rounded = Arrays.stream(numbers.toArray()).map(Math::signum).toArray();
    return Tensor.of(numbers.shape(), rounded);
  }
}
