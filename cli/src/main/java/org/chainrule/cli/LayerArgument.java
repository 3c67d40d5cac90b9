package org.chainrule.cli;

import java.util.List;
import java.util.Optional;
import org.chainrule.explain.formula.NearestWord;
import org.chainrule.graph.Shape;
import org.chainrule.learn.network.Initializer;
import org.chainrule.learn.network.Layer;
import org.chainrule.learn.network.LayerException;
import org.chainrule.learn.network.LayerParser;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Layers as an argument. */
final class LayerArgument {
  /** How layers are written, for a help text. */
  static final String[] HELP = {
    "Layers are separated by commas, each with its numbers and what differs from the usual:",
    "  dense UNITS",
    "  conv FILTERS WINDOW [stride S] [pad P|same] [dilation D] [groups G] [no bias]",
    "  local FILTERS WINDOW ...     a filter of its own for every place",
    "  maxpool WINDOW, meanpool WINDOW ..., globalmax, globalmean",
    "  embedding WORDS WIDTH [padding WORD], masking [NUMBER]",
    "  rnn UNITS [ACTIVATION], lstm UNITS, gru UNITS [bidirectional] [every]",
    "  batchnorm, layernorm [axes N], dropout RATE",
    "  each LAYER                   the layer for each step of a sequence by itself",
    "  flatten, reshape 1x28x28, softmax, rescale FACTOR",
    "  relu, tanh and the other activations",
    "  LAYER as NAME, add NAME, multiply NAME, concatenate NAME ..., from NAME",
    "A window is 3x3, 3 for a square or for time. A picture is channels x height x width, or height"
        + " x width as one channel; a sequence is time x features. 'masking' leaves out steps of"
        + " padding at the end. 'every' gives each step's state, not the last. 'as' names an"
        + " output, 'add' and the others bring it in again, 'from' goes on from it; 'input' is what"
        + " the first layer reads. The layer with an output for each class is added at the end."
  };

  private LayerArgument() {}

  /**
   * Reads layers.
   *
   * @throws ParameterException if they can't be understood; it shows where
   */
  static List<Layer> parse(
      CommandSpec command,
      String option,
      String text,
      Shape input,
      Optional<Initializer> initializer) {
    try {
      return LayerParser.parse(text, input, initializer);
    } catch (LayerException e) {
      String question = NearestWord.question(e.word(), e.known());
      String proposal =
          question.isEmpty() && !e.known().isEmpty()
              ? "; known are " + String.join(", ", e.known())
              : question;
      String line = text.replaceAll("\\s", " ");
      throw new ParameterException(
          command.commandLine(),
          Messages.format(
              "%s, column %d: %s%s%n  %s%n  %s^",
              option,
              e.column(),
              String.valueOf(e.getMessage()),
              proposal,
              line,
              " ".repeat(e.column() - 1)),
          e);
    }
  }
}
