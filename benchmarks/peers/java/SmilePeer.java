import java.util.Arrays;
import smile.base.mlp.Layer;
import smile.base.mlp.OutputFunction;
import smile.classification.MLP;
import smile.util.function.TimeFunction;

/**
 * Smile's perceptron: float64, one thread; mlp learns by plain gradient descent, as there is no
 * Adam.
 */
final class SmilePeer {
  public static void main(String[] arguments) {
    Sampling sampling = Sampling.of(arguments);
    switch (sampling.workload()) {
      case "letters" -> letters(sampling);
      case "mlp" -> mlp(sampling, 128);
      case "mlp-256" -> mlp(sampling, 256);
      case "latency-letters" -> latency(sampling, small(), Sampling.binary(1).x()[0]);
      case "latency-mlp" -> latency(sampling, large(), Sampling.continuous(1, 784, 1).x()[0]);
      case "start" -> {
        Sampling.Examples examples = Sampling.binary(1);
        small().update(examples.x()[0], examples.y()[0]);
      }
      default -> throw new IllegalArgumentException(sampling.workload());
    }
  }

  private static MLP small() {
    MLP model = new MLP(Layer.input(128), Layer.sigmoid(50), Layer.mle(10, OutputFunction.SOFTMAX));
    model.setLearningRate(TimeFunction.constant(0.1));
    return model;
  }

  private static MLP large() {
    MLP model =
        new MLP(
            Layer.input(784),
            Layer.rectifier(512),
            Layer.rectifier(512),
            Layer.mle(10, OutputFunction.SOFTMAX));
    model.setLearningRate(TimeFunction.constant(0.01));
    return model;
  }

  private static void letters(Sampling sampling) {
    Sampling.Examples examples = Sampling.binary(9000);
    MLP model = small();
    int[] next = {0};
    sampling.measure(
        () -> {
          model.update(examples.x()[next[0]], examples.y()[next[0]]);
          next[0] = (next[0] + 1) % 9000;
        },
        "µs",
        seconds -> 1e6 * seconds);
  }

  private static void mlp(Sampling sampling, int batch) {
    Sampling.Examples examples = Sampling.continuous(25 * 256, 784, 1);
    MLP model = large();
    int[] next = {0};
    sampling.measure(
        () -> {
          int to = next[0] + batch;
          model.update(
              Arrays.copyOfRange(examples.x(), next[0], to),
              Arrays.copyOfRange(examples.y(), next[0], to));
          next[0] = to % examples.y().length;
        },
        "examples/s",
        seconds -> batch / seconds);
  }

  private static void latency(Sampling sampling, MLP model, double[] example) {
    double[] probabilities = new double[10];
    sampling.measure(() -> model.predict(example, probabilities), "µs", seconds -> 1e6 * seconds);
  }
}
