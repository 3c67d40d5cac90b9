package org.chainrule.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Spread;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Flatten;
import org.chainrule.learn.network.Initializer;
import org.chainrule.learn.network.Layer;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Rescale;
import org.chainrule.learn.network.Standardize;
import picocli.CommandLine.Model.CommandSpec;
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
      names = "--activation",
      paramLabel = "NAME",
      defaultValue = "relu",
      completionCandidates = Activations.class,
      description = "Of the hidden layers: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Activation activation;

  @Option(
      names = "--initializer",
      paramLabel = "NAME",
      description =
          "Initial weights: glorot, he, zeros, uniform:LIMIT or constant:NUMBER (default: what"
              + " suits the activation; he for relu and its kin, else glorot). Biases begin at 0.")
  private Optional<Initializer> initializer;

  @Option(
      names = "--preprocess",
      paramLabel = "NAME",
      defaultValue = "auto",
      completionCandidates = Preprocessings.class,
      description =
          "What is done with features first: ${COMPLETION-CANDIDATES}; auto rescales images to"
              + " [0, 1] and standardizes tables (default: ${DEFAULT-VALUE}).")
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

  /** A network for these examples: preprocessing, hidden layers, one output for each class. */
  Network network(Dataset training) {
    List<Layer> layers = new ArrayList<>(preprocessing(training));
    if (training.exampleShape().size() > 1) {
      layers.add(new Flatten());
    }
    return network(training, layers);
  }

  /** A network that begins with these layers: then hidden layers, one output for each class. */
  Network network(Dataset training, List<Layer> first) {
    Shape input = new Shape(training.exampleShape());
    List<Layer> layers = new ArrayList<>(first);
    for (int units : hidden.sizes()) {
      layers.add(new Dense(units, initializer.orElseGet(activation::initializer)));
      layers.add(activation);
    }
    int classes = training.labels().classes().size();
    layers.add(new Dense(classes, initializer.orElseGet(Initializer.Glorot::new)));
    try {
      Network network = new Network(input, layers);
      network.parameters();
      return network;
    } catch (ShapeException e) {
      throw new ParameterException(command.commandLine(), "--hidden: " + e.getMessage(), e);
    }
  }

  private List<Layer> preprocessing(Dataset training) {
    return switch (preprocessing) {
      case NONE -> List.of();
      case STANDARDIZE -> List.of(new Standardize());
      case RESCALE -> List.of(rescale(training.features()));
      case AUTO ->
          List.of(
              training.exampleShape().size() > 1
                  ? rescale(training.features())
                  : new Standardize());
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
