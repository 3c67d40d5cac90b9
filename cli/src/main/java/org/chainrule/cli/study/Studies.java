package org.chainrule.cli.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.chainrule.cli.study.Study.Part;

/** The studies that are ready. */
public final class Studies {
  private static final String DIGITS = "digits";

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
            new Part("First weights", "--initializer", "zeros", "uniform:0.1")));
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
                List.of("1", "0.1", "0.01", "0.001", "0.0001"),
                Map.of("--optimizer", "sgd")),
            new Part(
                "Batch size",
                "--batch-size",
                List.of("1", "32", "1000"),
                Map.of("--optimizer", "sgd", "--learning-rate", "0.1")),
            new Part("Optimiser", "--optimizer", "sgd", "momentum", "adam", "rmsprop"),
            new Part(
                "Depth without a non-linearity",
                "--hidden",
                List.of("none", "64", "64,64,64"),
                Map.of("--activation", "identity")),
            new Part(
                "Depth with sigmoid units",
                "--hidden",
                List.of("64", "64,64,64", "64,64,64,64,64"),
                Map.of("--activation", "sigmoid"))));
  }

  private static Study generalization() {
    return new Study(
        "generalization",
        "What keeps a network from over-fitting, and what from learning?",
        Optional.of(DIGITS),
        options(
            "--hidden", "256", "--epochs", "60", "--patience", "0", "--validation-fraction", "0.4"),
        List.of(
            new Part("L2", "--l2", "0", "0.1", "1", "10"),
            new Part(
                "Weight decay",
                "--weight-decay",
                List.of("0", "0.1", "1"),
                Map.of("--optimizer", "adamw")),
            new Part("Early stopping", "--patience", "0", "5"),
            new Part(
                "Augmentation",
                "--augment",
                Study.NOT_GIVEN,
                "shift:1",
                "shift:1,rotate:10,scale:0.1"),
            new Part(
                "First weights",
                "--initializer",
                "zeros",
                "constant:0.1",
                "uniform:0.05",
                "glorot",
                "he",
                "uniform:10")));
  }
}
