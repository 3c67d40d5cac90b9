package org.chainrule.cli.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.chainrule.cli.study.Study.Part;
import org.chainrule.cli.study.Study.Value;
import org.chainrule.learn.random.Philox;

/** The studies that are ready. */
public final class Studies {
  private static final String DIGITS = "digits";

  private static final double LOWEST_RATE = 1e-4;
  private static final int DRAWN = 6;

  /** All of them. */
  public static final List<Study> ALL =
      List.of(letters(), sentiment(), settings(), generalization());

  private Studies() {}

  private static SequencedMap<String, String> options(String... pairs) {
    SequencedMap<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      options.put(pairs[i], pairs[i + 1]);
    }
    return options;
  }

  private static Study letters() {
    return new Study(
        "letters",
        "One hidden layer of sigmoid units, trained an example at a time: how many units, which"
            + " learning rate, and may weights begin at zero?",
        Optional.of(DIGITS),
        options(
            "--label", "first",
            "--preprocess", "auto",
            "--hidden", "50",
            "--activation", "sigmoid",
            "--initializer", "uniform:0.1",
            "--optimizer", "sgd",
            "--learning-rate", "0.01",
            "--batch-size", "1",
            "--epochs", "100",
            "--patience", "0"),
        List.of(
            new Part("Hidden units", "--hidden", "5", "20", "50", "100", "200"),
            new Part("Learning rate", "--learning-rate", "0.1", "0.01", "0.001"),
            new Part(
                "First weights", "--initializer", Value.of("zeros", "uniform:0.1"), Map.of(), 2)));
  }

  private static Study sentiment() {
    return new Study(
        "sentiment",
        "The mean of word vectors and a network on top: how deep, which activation, which learning"
            + " rate?",
        Optional.empty(),
        options(
            "--text", "",
            "--embedding", "64",
            "--hidden", "512",
            "--augment", "drop:0.3",
            "--epochs", "8",
            "--patience", "0",
            "--test-fraction", "0"),
        List.of(
            new Part("Hidden layers", "--hidden", "none", "512", "512,512", "512,512,512"),
            new Part("Activation", "--activation", "relu", "tanh", "sigmoid", "gelu"),
            new Part("Learning rate", "--learning-rate", "0.0001", "0.001", "0.01")));
  }

  private static Study settings() {
    return new Study(
        "settings",
        "Which learning rate, batch size and optimiser let a network learn, and what does depth do"
            + " without and with a non-linearity?",
        Optional.of(DIGITS),
        options("--hidden", "64", "--epochs", "30", "--patience", "0", "--l2", "0.01"),
        List.of(
            new Part(
                "Learning rate",
                "--learning-rate",
                Value.of("1", "0.1", "0.01", "0.001", "0.0001"),
                Map.of("--optimizer", "sgd")),
            new Part(
                "Learning rate drawn uniformly",
                "--learning-rate",
                drawn(random -> random.uniform(LOWEST_RATE, 1)),
                Map.of("--optimizer", "sgd")),
            new Part(
                "Learning rate drawn log-uniformly",
                "--learning-rate",
                drawn(random -> Math.pow(LOWEST_RATE, random.uniform(0, 1))),
                Map.of("--optimizer", "sgd")),
            new Part(
                "Batch size",
                "--batch-size",
                Value.of("1", "32", "all"),
                Map.of("--optimizer", "sgd", "--learning-rate", "0.1")),
            new Part("Optimiser", "--optimizer", "sgd", "momentum", "adam", "rmsprop"),
            new Part(
                "Depth without a non-linearity",
                "--hidden",
                Value.of("none", "64", "64,64,64"),
                Map.of("--activation", "identity")),
            new Part(
                "Depth with sigmoid units",
                "--hidden",
                Value.of("64", "64,64,64", "64,64,64,64,64"),
                Map.of("--activation", "sigmoid")),
            new Part(
                "Activation, 8 layers deep",
                "--activation",
                Value.of("sigmoid", "tanh", "relu", "gelu"),
                Map.of("--hidden", "32,32,32,32,32,32,32,32")),
            new Part(
                "Validation below training",
                "--dropout",
                Value.of("0", "0.5"),
                Map.of("--hidden", "256"))));
  }

  private static Study generalization() {
    return new Study(
        "generalization",
        "What keeps a network from over-fitting, and what from learning?",
        Optional.of(DIGITS),
        options(
            "--hidden", "256", "--epochs", "60", "--patience", "0", "--validation-fraction", "0.4"),
        List.of(
            new Part("Dropout", "--dropout", "0", "0.2", "0.5", "0.8"),
            new Part("L2", "--l2", "0", "0.1", "1", "10"),
            new Part(
                "Weight decay",
                "--weight-decay",
                Value.of("0", "0.1", "1"),
                Map.of("--optimizer", "adamw")),
            new Part("Early stopping", "--patience", "0", "5"),
            new Part(
                "Augmentation",
                "--augment",
                List.of(
                    new Value("none", Study.NOT_GIVEN),
                    new Value("shifts", "shift:1"),
                    new Value("shifts, turns, sizes", "shift:1,rotate:10,scale:0.1")),
                Map.of()),
            new Part(
                "Residual connections",
                "--layers",
                List.of(
                    new Value("4 plain", layers(4, false)),
                    new Value("4 residual", layers(4, true)),
                    new Value("16 plain", layers(16, false)),
                    new Value("16 residual", layers(16, true))),
                Map.of("--hidden", Study.NOT_GIVEN, "--initializer", "glorot")),
            new Part(
                "First weights",
                "--initializer",
                "zeros",
                "constant:0.1",
                "uniform:0.05",
                "glorot",
                "he",
                "large-positive")));
  }

  /** Learning rates from the lowest to 1, with two digits, in order. */
  private static List<Value> drawn(ToDoubleFunction<Philox> draw) {
    Philox random = Philox.of(0, "learning rates");
    return Stream.generate(() -> draw.applyAsDouble(random))
        .limit(DRAWN)
        .sorted()
        .map(rate -> new BigDecimal(rate).round(new MathContext(2)).toPlainString())
        .map(rate -> new Value(rate, rate))
        .toList();
  }

  /** Dense layers and tanh, after the first with or without what came in added to what goes out. */
  private static String layers(int depth, boolean residual) {
    StringBuilder text = new StringBuilder("flatten, dense 64, tanh");
    for (int i = 1; i < depth; i++) {
      if (residual) {
        text.append(" as l").append(i);
      }
      text.append(", dense 64, tanh");
      if (residual) {
        text.append(", add l").append(i);
      }
    }
    return text.toString();
  }
}
