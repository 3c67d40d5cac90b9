package org.chainrule.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.data.Quantities;
import org.chainrule.learn.data.Spread;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Dropout;
import org.chainrule.learn.network.EachStep;
import org.chainrule.learn.network.Embedding;
import org.chainrule.learn.network.Flatten;
import org.chainrule.learn.network.Initializer;
import org.chainrule.learn.network.Layer;
import org.chainrule.learn.network.Masking;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Rescale;
import org.chainrule.learn.network.Standardize;
import org.chainrule.learn.training.BinaryLoss;
import org.chainrule.learn.training.Loss;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the network is to be like. */
final class NetworkOptions {
  /** The largest grey level of an image of bytes. */
  private static final double WHITE = 255;

  /** What is done with the numbers of an example before the first layer. */
  enum Preprocessing {
    /** Rescale images, standardise tables. */
    AUTO,
    /** Every feature to mean 0 and standard deviation 1 over the training examples. */
    STANDARDIZE,
    /** All numbers by one factor, so that the largest among the training examples is 1. */
    RESCALE,
    /** Nothing. */
    NONE
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"--hidden", "--hidden-layer-sizes"},
      paramLabel = "SIZES",
      defaultValue = "512",
      description =
          "Units in each hidden layer, such as 128,64, or 'none' (default: ${DEFAULT-VALUE}).")
  private HiddenSizes hidden;

  @Option(
      names = "--layers",
      paramLabel = "LAYERS",
      description =
          "The layers between the features and the output, such as 'conv 32 3x3 pad 1, relu,"
              + " maxpool 2, flatten, dense 128, relu', instead of --hidden; see below.")
  private Optional<String> layers;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      defaultValue = "relu",
      completionCandidates = Activations.class,
      description = "Of the hidden layers: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Activation activation;

  @Option(
      names = "--dropout",
      paramLabel = "RATE",
      defaultValue = "0",
      description =
          "With --hidden, the share of each hidden layer's units that are left out at random in"
              + " training (default: ${DEFAULT-VALUE}).")
  private double dropout;

  @Option(
      names = "--initializer",
      paramLabel = "NAME",
      description =
          "Initial weights: glorot, glorot-normal, he, he-uniform, lecun, lecun-uniform,"
              + " orthogonal, zeros, constant:NUMBER, uniform:LIMIT, normal:DEVIATION, or"
              + " large-positive (default: what suits the activation; he for relu and its kin, else"
              + " glorot). Biases begin at 0.")
  private Optional<Initializer> initializer;

  @Option(
      names = "--preprocess",
      paramLabel = "NAME",
      defaultValue = "auto",
      completionCandidates = Preprocessings.class,
      description =
          "What is done with features first: ${COMPLETION-CANDIDATES}; auto rescales images to"
              + " [0, 1], standardizes tables and leaves numbers of words as they are (default:"
              + " ${DEFAULT-VALUE}).")
  private Preprocessing preprocessing;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      defaultValue = "float32",
      completionCandidates = Precisions.class,
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Precision precision;

  Precision precision() {
    return precision;
  }

  /** A network for these examples: preprocessing, hidden layers, outputs as the loss wants. */
  Network network(Dataset training, Loss loss) {
    Shape input = new Shape(training.exampleShape());
    List<Layer> hiddenLayers = hiddenLayers(input);
    List<Layer> first = new ArrayList<>(preprocessing(training, hiddenLayers));
    if (training.features() instanceof Features.Sequences) {
      first.add(new Masking(0));
    } else if (layers.isEmpty() && input.rank() > 1) {
      first.add(new Flatten());
    }
    return network(training, loss, first, hiddenLayers);
  }

  /** A network that begins with these layers: then hidden layers, outputs as the loss wants. */
  Network network(Dataset training, Loss loss, List<Layer> first) {
    return network(training, loss, first, hiddenLayers(new Shape(training.exampleShape())));
  }

  private Network network(
      Dataset training, Loss loss, List<Layer> first, List<Layer> hiddenLayers) {
    List<Layer> all = new ArrayList<>(first);
    boolean each = layers.isEmpty() && training.stepwise();
    hiddenLayers.forEach(layer -> all.add(each ? new EachStep(layer) : layer));
    Dense output =
        new Dense(outputs(training, loss), initializer.orElseGet(Initializer.Glorot::new));
    all.add(training.stepwise() ? new EachStep(output) : output);
    requireGivenWords(all);
    try {
      return new Network(new Shape(training.exampleShape()), all);
    } catch (ShapeException e) {
      String option = layers.isPresent() ? "--layers" : "--hidden";
      String remedy = layers.isPresent() ? "; this is the layer of the outputs" : "";
      if (layers.isPresent() && training.stepwise()) {
        remedy = "; each step has a label, so the layers must keep the steps: 'lstm 64 every'";
      }
      throw new ParameterException(
          command.commandLine(), option + ": " + e.getMessage() + remedy, e);
    }
  }

  private List<Layer> hiddenLayers(Shape input) {
    return layers.map(text -> parsed(text, input)).orElseGet(this::perceptron);
  }

  /** Checks that a table of words reads what the examples have, which nothing has computed with. */
  private void requireGivenWords(List<Layer> all) {
    List<Optional<Layer>> before = Network.computing(all);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) instanceof Embedding && before.get(i).isPresent()) {
        throw Messages.wrong(
            command,
            "an embedding reads the numbers of words as examples have them, but %s comes before it",
            before.get(i).get().kind());
      }
    }
  }

  private int outputs(Dataset training, Loss loss) {
    return switch (training.targets()) {
      case Labels labels -> {
        int classes = labels.classes().size();
        if (loss instanceof BinaryLoss && classes != 2) {
          throw Messages.wrong(
              command,
              "--loss %s is for two classes, but %s has %d",
              Losses.name(loss),
              training.name(),
              classes);
        }
        yield loss instanceof BinaryLoss ? 1 : classes;
      }
      case Quantities numbers -> numbers.width();
    };
  }

  private List<Layer> parsed(String text, Shape input) {
    Set<OptionSpec> given = command.commandLine().getParseResult().matchedOptionsSet();
    for (OptionSpec option : idle()) {
      if (given.contains(option)) {
        String name = option.names()[0];
        throw Messages.wrong(
            command,
            name.equals("--activation")
                ? "--activation is that of --hidden; --layers names its own, such as 'dense 64,"
                    + " tanh'"
                : name + " is short for layers in --layers; give one of them");
      }
    }
    return LayerArgument.parse(command, "--layers", text, input, initializer);
  }

  /** The options that are of no account, as the layers are given one by one. */
  List<OptionSpec> idle() {
    return layers.isEmpty()
        ? List.of()
        : Stream.of("--hidden", "--activation", "--dropout")
            .map(name -> Objects.requireNonNull(command.findOption(name)))
            .toList();
  }

  private List<Layer> perceptron() {
    List<Layer> hiddenLayers = new ArrayList<>();
    if (!(dropout >= 0 && dropout < 1)) {
      throw Messages.wrong(
          command, "--dropout is %s; it must be at least 0 and less than 1", dropout);
    }
    for (int units : hidden.sizes()) {
      hiddenLayers.add(new Dense(units, initializer.orElseGet(activation::initializer)));
      hiddenLayers.add(activation);
      if (dropout > 0) {
        hiddenLayers.add(new Dropout(dropout));
      }
    }
    return hiddenLayers;
  }

  /** What comes before the hidden layers; nothing if one is a table of words, unless asked for. */
  private List<Layer> preprocessing(Dataset training, List<Layer> hiddenLayers) {
    return switch (preprocessing) {
      case NONE -> List.of();
      case STANDARDIZE -> {
        if (training.features() instanceof Features.Sequences) {
          throw Messages.wrong(
              command,
              "--preprocess standardize: the zeros that fill up sequences would not stay zeros;"
                  + " rescale and none keep them");
        }
        yield List.of(new Standardize());
      }
      case RESCALE -> List.of(rescale(training.features()));
      case AUTO -> {
        if (hiddenLayers.stream().anyMatch(Embedding.class::isInstance)) {
          yield List.of();
        }
        boolean isTable = training.exampleShape().size() < 2;
        yield List.of(isTable ? new Standardize() : rescale(training.features()));
      }
    };
  }

  private static Rescale rescale(Features features) {
    if (features instanceof Features.Bytes) {
      return new Rescale(1 / WHITE);
    }
    Spread spread = Spread.ofAll(Spread.ofColumns(features));
    double largest = Math.max(Math.abs(spread.minimum()), Math.abs(spread.maximum()));
    return new Rescale(largest > 0 ? 1 / largest : 1);
  }

  /** For the help text. */
  static final class Activations extends Words.Listed {
    Activations() {
      super(Activation.class);
    }
  }

  /** For the help text. */
  static final class Preprocessings extends Words.Listed {
    Preprocessings() {
      super(Preprocessing.class);
    }
  }

  /** For the help text. */
  static final class Precisions extends Words.Listed {
    Precisions() {
      super(Precision.class);
    }
  }
}
