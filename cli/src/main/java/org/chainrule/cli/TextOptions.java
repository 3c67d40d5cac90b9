package org.chainrule.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.chainrule.learn.augmentation.Augmentation;
import org.chainrule.learn.augmentation.TokenDrop;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.LabelledLines;
import org.chainrule.learn.network.Cell;
import org.chainrule.learn.network.Embedding;
import org.chainrule.learn.network.GlobalPool;
import org.chainrule.learn.network.Initializer;
import org.chainrule.learn.network.Layer;
import org.chainrule.learn.network.Pooling;
import org.chainrule.learn.network.Recurrent;
import org.chainrule.learn.text.TextEncoder;
import org.chainrule.learn.text.Tokenizer;
import org.chainrule.learn.text.Vocabulary;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * How texts are read and turned into numbers. Until it is known which are to learn from, and so
 * which words there are, an example is the number of its text.
 */
final class TextOptions {
  /** What is made of the vectors of a text's words. */
  enum Encoder {
    /** Their mean. */
    MEAN,
    /** The last state of an LSTM that reads them. */
    LSTM,
    /** The last states of two LSTMs, one reading backwards. */
    BIDIRECTIONAL_LSTM
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--text",
      description =
          "DATA holds texts: a line each, the text, a tab and the label; gzip or not. The model"
              + " keeps the words that it knows.")
  private boolean isText;

  @Option(names = "--keep-case", description = "Of texts: tell capital letters from small ones.")
  private boolean keepCase;

  @Option(
      names = "--minimum-count",
      paramLabel = "COUNT",
      defaultValue = "2",
      description =
          "Of texts: words that occur less often among the training examples count as unknown"
              + " (default: ${DEFAULT-VALUE}).")
  private int minimumCount;

  @Option(
      names = "--text-length",
      paramLabel = "WORDS",
      defaultValue = "256",
      description =
          "Of texts: leave out what comes after so many words (default: ${DEFAULT-VALUE}).")
  private int length;

  @Option(
      names = "--embedding",
      paramLabel = "NUMBERS",
      defaultValue = "64",
      description = "Of texts: numbers in the vector of a word (default: ${DEFAULT-VALUE}).")
  private int width;

  @Option(
      names = "--embedding-limit",
      paramLabel = "NUMBER",
      defaultValue = "0.05",
      description =
          "Of texts: the vectors of words begin uniform between minus this and this (default:"
              + " ${DEFAULT-VALUE}).")
  private double limit;

  @Option(
      names = "--encoder",
      paramLabel = "NAME",
      defaultValue = "mean",
      completionCandidates = Encoders.class,
      description =
          "Of texts: what is made of the vectors of words before the hidden layers:"
              + " ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Encoder encoder;

  @Option(
      names = "--encoder-units",
      paramLabel = "COUNT",
      defaultValue = "64",
      description = "Units of the encoder, if it is an lstm (default: ${DEFAULT-VALUE}).")
  private int units;

  @Option(
      names = "--ngrams",
      paramLabel = "COUNT",
      defaultValue = "1",
      description =
          "Of texts: also read runs of up to so many words, those that occur often enough, as words"
              + " of their own; for the encoder mean (default: ${DEFAULT-VALUE}).")
  private int ngrams;

  @Option(
      names = "--prefixes",
      paramLabel = "LETTERS",
      defaultValue = "0",
      description =
          "Of texts: also read the first so many letters of longer words, those that occur often"
              + " enough, as words of their own; for the encoder mean (default: none).")
  private int prefixes;

  private final List<String> texts = new ArrayList<>();

  boolean isText() {
    return isText;
  }

  /**
   * Checks the settings.
   *
   * @throws ParameterException if one is out of range, or an augmentation is not for such examples
   */
  void check(List<Augmentation> augmentations) {
    requirePositive("--minimum-count", minimumCount);
    requirePositive("--text-length", length);
    requirePositive("--embedding", width);
    requirePositive("--encoder-units", units);
    requirePositive("--ngrams", ngrams);
    if (!(limit >= 0 && limit < Double.POSITIVE_INFINITY)) {
      throw Messages.wrong(command, "--embedding-limit is %s; it must be at least 0", limit);
    }
    if (prefixes < 0) {
      throw Messages.wrong(command, "--prefixes is %s; it must be at least 0", prefixes);
    }
    if ((ngrams > 1 || prefixes > 0) && encoder != Encoder.MEAN) {
      throw Messages.wrong(
          command,
          "%s is for the encoder mean; an lstm reads words in their order",
          ngrams > 1 ? "--ngrams" : "--prefixes");
    }
    for (Augmentation augmentation : augmentations) {
      if (isText != augmentation instanceof TokenDrop) {
        throw Messages.wrong(
            command, isText ? "--augment: texts only take drop" : "--augment: drop needs --text");
      }
    }
  }

  private void requirePositive(String name, int value) {
    if (value < 1) {
      throw Messages.wrong(command, "%s is %s; it must be at least 1", name, value);
    }
  }

  /**
   * Reads texts; each example is the number of its text.
   *
   * @throws DataException if that can't be done
   */
  Dataset read(DataLocation location, List<String> classes) {
    LabelledLines lines = LabelledLines.read(file(location), classes);
    double[] numbers = new double[lines.texts().size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = texts.size();
      texts.add(lines.texts().get(i));
    }
    return new Dataset(lines.name(), List.of(1), Features.of(numbers, 1), lines.labels());
  }

  /** The file with texts that a place is. */
  static Path file(DataLocation location) {
    if (location instanceof DataLocation.Text(Path file, Optional<Path> labels)
        && labels.isEmpty()) {
      return file;
    }
    throw new DataException(location + ": is no file of texts, a tab and a label in each line");
  }

  /**
   * The same examples, as rows of the numbers of words that the training part has.
   *
   * @throws DataException if it has none that occurs often enough
   */
  Examples encoded(Examples examples) {
    TextEncoder found = encoder(examples.train());
    return examples.mapped(Optional.of(found), part -> encoded(found, part));
  }

  private TextEncoder encoder(Dataset training) {
    try {
      return TextEncoder.of(
          textsOf(training), new Tokenizer(!keepCase), minimumCount, length, ngrams, prefixes);
    } catch (DataException e) {
      throw new DataException(training.name() + ": " + e.getMessage(), e);
    }
  }

  private List<String> textsOf(Dataset data) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < data.count(); i++) {
      found.add(texts.get((int) data.features().at(i, 0)));
    }
    return found;
  }

  private Dataset encoded(TextEncoder found, Dataset data) {
    return new Dataset(
        data.name(), List.of(found.width()), found.encode(textsOf(data)), data.labels());
  }

  /** Texts with labels, as a model reads them. */
  static Dataset read(DataLocation location, TextEncoder encoder, List<String> classes) {
    LabelledLines lines = LabelledLines.read(file(location), classes);
    return new Dataset(
        lines.name(), List.of(encoder.width()), encoder.encode(lines.texts()), lines.labels());
  }

  /** The layers that make a vector of a text. */
  List<Layer> layers(TextEncoder found) {
    Layer vectors =
        new Embedding(
            found.vocabulary().size(),
            width,
            OptionalInt.of(Vocabulary.PADDING),
            new Initializer.Uniform(limit));
    Layer one =
        switch (encoder) {
          case MEAN -> new GlobalPool(Pooling.MEAN);
          case LSTM -> new Recurrent(new Cell.Lstm(), units, false, false);
          case BIDIRECTIONAL_LSTM -> new Recurrent(new Cell.Lstm(), units, true, false);
        };
    return List.of(vectors, one);
  }

  /** For the help text. */
  static final class Encoders extends Words.Listed {
    Encoders() {
      super(Encoder.class);
    }
  }
}
