package org.chainrule.learn.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;

/**
 * Batch normalisation (Ioffe, Szegedy 2015): y = (x − mean)/√(variance + ε) · scale + shift, for
 * each channel of pictures, else for each feature, over all else.
 *
 * <p>In training, mean and variance are those of the batch, the variance Σ(x − mean)²/m over its m
 * numbers; running ones move towards them by r ← (1 − momentum) r + momentum · new, where the new
 * variance is divided by m − 1 instead (a batch with m = 1 leaves them as they are). Otherwise the
 * running ones are used, so that an example's output does not depend on its company.
 *
 * @param momentum how fast the running statistics follow
 * @param epsilon ε, keeps what never changes from being divided by zero
 */
public record BatchNorm(double momentum, double epsilon) implements Layer {
  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if momentum is not from 0 to 1 or ε not above 0
   */
  public BatchNorm {
    if (!(momentum >= 0 && momentum <= 1) || !(epsilon > 0)) {
      throw new IllegalArgumentException(
          "batch_norm: momentum "
              + momentum
              + " must be from 0 to 1 and epsilon "
              + epsilon
              + " above 0");
    }
  }

  /** The usual settings: momentum 0.1, ε = 10⁻⁵. */
  public BatchNorm() {
    this(0.1, 1e-5);
  }

  @Override
  public String kind() {
    return "batch_norm";
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    if (input.rank() < 1 || input.rank() > 3) {
      throw new ShapeException("reads vectors, sequences or pictures, not shape %s", input);
    }
    Shape shape = Shape.of(input.size(channels(input.rank())));
    return List.of(
        of("scale", shape, Parameter.Role.BIAS, 1),
        of("shift", shape, Parameter.Role.BIAS, 0),
        of("mean", shape, Parameter.Role.RUNNING, 0),
        of("variance", shape, Parameter.Role.RUNNING, 1));
  }

  static Parameter of(String name, Shape shape, Parameter.Role role, double first) {
    return new Parameter(name, shape, role, new Initializer.Constant(first), 1, 1);
  }

  /** The axis of channels in an example of so many axes. */
  private static int channels(int rank) {
    return rank == 3 ? 0 : rank - 1;
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    Shape shape = batch.shape();
    int axis = 1 + channels(shape.rank() - 1);
    int[] others = IntStream.range(0, shape.rank()).filter(i -> i != axis).toArray();
    List<Integer> sizes = new ArrayList<>();
    IntStream.range(axis, shape.rank()).forEach(i -> sizes.add(i == axis ? shape.size(i) : 1));
    Shape column = new Shape(sizes);
    boolean training = pass.training();
    Expr mean = training ? batch.mean(others) : pass.parameter("mean");
    Expr centred = batch.minus(mean.reshape(column));
    Expr variance = training ? centred.power(2).mean(others) : pass.parameter("variance");
    double count = shape.elements() / (double) shape.size(axis);
    if (count > 1) {
      follow(pass, "mean", mean);
      follow(pass, "variance", variance.times(count / (count - 1)));
    }
    Expr factor = pass.parameter("scale").times(variance.plus(epsilon).power(-0.5));
    return centred.times(factor.reshape(column)).plus(pass.parameter("shift").reshape(column));
  }

  private void follow(Pass pass, String name, Expr next) {
    Expr running = pass.parameter(name);
    pass.update(name, running.times(1 - momentum).plus(next.times(momentum)));
  }

  @Override
  public boolean stepwise() {
    return true;
  }
}
