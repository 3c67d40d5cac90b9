package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.chainrule.cli.explain.CommandWords;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Digits;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.estimator.MlpClassifier;
import org.chainrule.learn.estimator.MlpSettings;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Embedding;
import org.chainrule.learn.network.GlobalPool;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Pooling;
import org.chainrule.learn.optimizer.Adam;
import org.chainrule.learn.text.Attribution;
import org.chainrule.learn.text.TextEncoder;
import org.chainrule.learn.text.Tokenizer;
import org.chainrule.learn.text.Vocabulary;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Progress;
import org.chainrule.learn.training.Recipe;
import org.chainrule.learn.training.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guides' commands and programs print what the guides say. */
class DocsTest {
  private static final Path DOCS = Path.of("../docs");
  private static final Pattern PLACE = Pattern.compile("(docs|runs|searches)/.*");
  private static final Pattern SECONDS = Pattern.compile("\\d+\\.\\d s\\b");

  @TempDir private Path folder;

  static void estimator(PrintStream out) {
    Dataset digits = Digits.load();
    MlpSettings settings =
        MlpSettings.defaults()
            .with("hidden_layer_sizes", "(32,)")
            .with("max_iter", "20")
            .with("random_state", "0");
    MlpClassifier classifier = new MlpClassifier(settings).fit(digits.features(), digits.labels());
    out.println(classifier.score(digits.features(), digits.labels()));
    out.println(classifier.log().iterations());
  }

  static void texts(PrintStream out) {
    List<String> texts = List.of("a good film", "a bad film", "good fun", "bad jokes");
    TextEncoder encoder = TextEncoder.of(texts, new Tokenizer(true), 1, 256);
    Labels labels = new Labels(new int[] {1, 0, 1, 0}, List.of("bad", "good"));
    Dataset data = new Dataset("reviews", List.of(encoder.width()), encoder.encode(texts), labels);
    Network network =
        Network.of(
            Shape.of(encoder.width()),
            new Embedding(encoder.vocabulary().size(), 8, Vocabulary.PADDING),
            new GlobalPool(Pooling.MEAN),
            new Dense(2));
    Recipe recipe = Recipe.standard().with(new Adam(0.05)).withBatchSize(4);
    Model model =
        new Trainer(network, recipe, Precision.FLOAT64)
            .fit(data, Optional.empty(), Progress.NONE)
            .model();
    for (Attribution word : Attribution.of(model, encoder, "good jokes")) {
      out.printf(Locale.ROOT, "%s %+.2f%n", word.word(), word.weight());
    }
  }

  @Test
  void theEstimatorIsThatOfTheGuide() {
    printsWhatTheGuideSays("choosing-a-model.md", DocsTest::estimator);
  }

  @Test
  void theTextsAreThoseOfTheGuide() {
    printsWhatTheGuideSays("text.md", DocsTest::texts);
  }

  private static void printsWhatTheGuideSays(String page, Consumer<PrintStream> program) {
    ShownText guide = ShownText.of(DOCS.resolve(page));
    guide.requireProgramsIn(Path.of("src/test/java/org/chainrule/cli/DocsTest.java"));
    assertThat(ShownText.printed(program)).isEqualTo(guide.block("text"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"choosing-a-model.md", "networks.md", "text.md"})
  void commandsPrintWhatTheGuideSays(String page) throws IOException {
    Files.createDirectories(folder.resolve("runs"));
    Files.createDirectories(folder.resolve("searches"));
    List<String> blocks = ShownText.of(DOCS.resolve(page)).blocks("console");
    assertThat(blocks).isNotEmpty();
    for (String block : blocks) {
      assertThat(SECONDS.matcher(run(block)).replaceAll("0.0 s"))
          .as("what %s says, with other times", page)
          .isEqualTo(SECONDS.matcher(block).replaceAll("0.0 s"));
    }
  }

  /** The commands of a block, each followed by what it prints now. */
  private String run(String block) {
    StringBuilder text = new StringBuilder();
    for (String line : block.lines().filter(l -> l.startsWith("$ chainrule ")).toList()) {
      List<String> words = CommandWords.of(line.substring("$ chainrule ".length()));
      Object[] arguments = words.stream().map(this::place).toArray();
      String printed = Outcome.done(arguments).out().replace(folder + "/", "");
      text.append(line).append('\n').append(printed);
    }
    return text.toString();
  }

  /** A word of a command, files in the folder of this test. */
  private Object place(String word) {
    if (!PLACE.matcher(word).matches()) {
      return word;
    }
    return word.startsWith("docs/")
        ? DOCS.resolve(word.substring("docs/".length()))
        : folder.resolve(word);
  }
}
