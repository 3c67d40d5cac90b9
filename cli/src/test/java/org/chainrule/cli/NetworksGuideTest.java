package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.chainrule.cli.explain.CommandWords;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Window;
import org.chainrule.learn.augmentation.Motion;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Digits;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Quantities;
import org.chainrule.learn.data.Quantity;
import org.chainrule.learn.data.Split;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.BatchNorm;
import org.chainrule.learn.network.Cell;
import org.chainrule.learn.network.Convolution;
import org.chainrule.learn.network.Custom;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Dropout;
import org.chainrule.learn.network.EachStep;
import org.chainrule.learn.network.Embedding;
import org.chainrule.learn.network.Flatten;
import org.chainrule.learn.network.GlobalPool;
import org.chainrule.learn.network.Initializer;
import org.chainrule.learn.network.Layer;
import org.chainrule.learn.network.LayerNorm;
import org.chainrule.learn.network.LayerParser;
import org.chainrule.learn.network.LayerText;
import org.chainrule.learn.network.LocallyConnected;
import org.chainrule.learn.network.Masking;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Pool;
import org.chainrule.learn.network.Pooling;
import org.chainrule.learn.network.Recurrent;
import org.chainrule.learn.network.Rescale;
import org.chainrule.learn.network.Reshape;
import org.chainrule.learn.network.Softmax;
import org.chainrule.learn.network.Standardize;
import org.chainrule.learn.optimizer.Adam;
import org.chainrule.learn.optimizer.Clipping;
import org.chainrule.learn.optimizer.RmsProp;
import org.chainrule.learn.optimizer.Schedule;
import org.chainrule.learn.optimizer.Sgd;
import org.chainrule.learn.training.BinaryLoss;
import org.chainrule.learn.training.CrossEntropy;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Progress;
import org.chainrule.learn.training.Recipe;
import org.chainrule.learn.training.RegressionLoss;
import org.chainrule.learn.training.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/networks.md shows is what the library and the command line do. */
class NetworksGuideTest {
  private static final ShownText GUIDE = ShownText.of(Path.of("..", "docs", "networks.md"));
  private static final Path SELF =
      Path.of("src/test/java/org/chainrule/cli/NetworksGuideTest.java");

  @TempDir private Path folder;

  private static final Map<String, Layer> LAYERS = new LinkedHashMap<>();

  private static void layer(String text, Layer layer) {
    LAYERS.put(text, layer);
  }

  static {
    layer("dense 64", new Dense(64));
    layer("conv 32 3x3 pad 1", new Convolution(32, Window.of(3, 3).withPadding(1)));
    layer("conv 8 5 stride 2", new Convolution(8, Window.of(5).withStride(2)));
    layer("local 4 4x4 stride 2", new LocallyConnected(4, Window.of(4, 4).withStride(2)));
    layer("maxpool 2", Pool.of(Pooling.MAX, 2));
    layer("meanpool 3x3 stride 2", new Pool(Pooling.MEAN, Window.of(3, 3).withStride(2)));
    layer("globalmean", new GlobalPool(Pooling.MEAN));
    layer("embedding 5000 64 padding 0", new Embedding(5000, 64, 0));
    layer("masking", new Masking(0));
    layer("rnn 32 relu", new Recurrent(new Cell.Simple(Activation.RELU), 32, false, false));
    layer("lstm 64 bidirectional every", new Recurrent(new Cell.Lstm(), 64, true, true));
    layer("gru 64", new Recurrent(new Cell.Gru(), 64, false, false));
    layer("each dense 32", new EachStep(new Dense(32)));
    layer("batchnorm", new BatchNorm());
    layer("layernorm", new LayerNorm());
    layer("dropout 0.5", new Dropout(0.5));
    layer("flatten", new Flatten());
    layer("reshape 1x8x8", Reshape.to(1, 8, 8));
    layer("rescale 0.5", new Rescale(0.5));
    layer("standardize", new Standardize());
    layer("softmax", new Softmax());
    layer("gelu", Activation.GELU);
  }

  /** The settings of training that the guide shows beside their options. */
  private static final List<Object> SETTINGS =
      List.of(
          CrossEntropy.PLAIN,
          BinaryLoss.CROSS_ENTROPY,
          BinaryLoss.LOGISTIC,
          new RegressionLoss.MeanSquaredError(),
          new RegressionLoss.MeanAbsoluteError(),
          new RegressionLoss.Huber(1.5),
          new Sgd(0.1),
          new Sgd(0.01, 0.9, false),
          new Sgd(0.01, 0.9, true),
          new Adam(0.001),
          Adam.withWeightDecay(0.001, 0.05),
          new RmsProp(0.001),
          new Schedule.InverseScaling(0.5),
          new Schedule.Adaptive(5, 0.2, 1e-4),
          new Schedule.Step(10, 0.1),
          new Schedule.Cosine(0),
          new Schedule.OneCycle(0.3),
          new Schedule.WarmUp(200, new Schedule.Cosine(0)),
          new Clipping.ByNorm(1),
          new Clipping.ByValue(0.5),
          new Dense(64, new Initializer.Orthogonal()));

  // guide: begin
  static void example(PrintStream out) {
    Network network =
        Network.of(
            Shape.of(8, 8),
            new Rescale(1.0 / 16),
            Reshape.to(1, 8, 8),
            new Convolution(16, Window.of(3, 3).withPadding(1)),
            Activation.RELU,
            Pool.of(Pooling.MAX, 2),
            new Flatten(),
            new Dense(32),
            Activation.RELU,
            new Dropout(0.2),
            new Dense(10));
    Recipe recipe =
        Recipe.standard()
            .with(Adam.withWeightDecay(0.003, 0.01))
            .with(new Schedule.OneCycle(0.3))
            .withAugmentations(List.of(new Motion.Shift(1)))
            .withEpochs(3);
    Split digits = Split.stratified(Digits.load(), 0.1, 0.2, 0);
    Model model =
        new Trainer(network, recipe, Precision.FLOAT32)
            .fit(digits.train(), Optional.of(digits.validation()), Progress.NONE)
            .model();
    out.println(network.summary());
    out.println(model.score(digits.test()).accuracy());
  }

  static void numbers(PrintStream out) {
    Quantities prices =
        new Quantities(List.of(new Quantity("price")), new double[] {310, 205, 480, 150, 390, 260});
    Features areas = Features.of(new double[] {62, 41, 96, 30, 78, 52}, 1);
    Dataset houses = new Dataset("houses", List.of(1), areas, prices.standardized());
    Recipe squares =
        Recipe.standard()
            .with(new RegressionLoss.MeanSquaredError())
            .with(new Adam(0.1))
            .withEpochs(200);
    Trainer trainer =
        new Trainer(
            Network.of(Shape.of(1), new Standardize(), new Dense(1)), squares, Precision.FLOAT64);
    Model line = trainer.fit(houses, Optional.empty(), Progress.NONE).model();
    out.println(line.estimate(Features.of(new double[] {70}, 1)).at(0, 0));
  }

  private static final Layer CUBE = cube();

  private static Layer cube() {
    Layer cube = new Custom("cube", x -> x.power(3));
    return cube;
  }

  // guide: end

  private static List<MatchResult> found(String pattern) {
    return Pattern.compile(pattern, Pattern.MULTILINE | Pattern.DOTALL)
        .matcher(GUIDE.text())
        .results()
        .toList();
  }

  private static Shape shape(String text) {
    return new Shape(Arrays.stream(text.split("x", -1)).map(Integer::valueOf).toList());
  }

  @Test
  void everyLayerIsTheSameAsTextAndAsJava() {
    String self = ShownText.withoutSpace(TestFiles.read(SELF));
    List<MatchResult> rows =
        found("^\\| `([^`\\n]*)` \\| `([^`\\n]*)` \\| ([0-9x]+) \\| ([0-9x]+) \\|$");
    assertThat(rows).hasSameSizeAs(LAYERS.keySet());
    for (MatchResult row : rows) {
      String text = row.group(1);
      Shape input = shape(row.group(3));
      assertThat(self)
          .contains(ShownText.withoutSpace("layer(\"" + text + "\", " + row.group(2) + ");"));
      List<Layer> read = LayerParser.parse(text, input, Optional.empty());
      assertThat(LayerText.of(read))
          .isEqualTo(LayerText.of(List.of(Objects.requireNonNull(LAYERS.get(text)))));
      assertThat(new Network(input, read).output()).as(text).isEqualTo(shape(row.group(4)));
    }
  }

  @Test
  void everySettingIsTheSameAsOptionAndAsJava() {
    String self = ShownText.withoutSpace(TestFiles.read(SELF));
    List<MatchResult> rows = found("^\\| `(--[^`\\n]*)` \\| `([^`\\n]*)` \\|");
    assertThat(rows).hasSize(SETTINGS.size() - 1);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(self).contains(ShownText.withoutSpace(rows.get(i).group(2)));
      List<String> words = new ArrayList<>(List.of("train", "digits"));
      words.addAll(List.of(rows.get(i).group(1).split(" ")));
      Recipe recipe = Train.recipe(words);
      List<Object> read =
          new ArrayList<>(List.of(recipe.optimizer(), recipe.schedule(), recipe.loss()));
      recipe.clipping().ifPresent(read::add);
      assertThat(read).as(rows.get(i).group(1)).contains(SETTINGS.get(i));
    }
  }

  @Test
  void theProgramsAreThoseOfThisTest() {
    assertThat(GUIDE.blocks("java")).hasSize(3);
    GUIDE.requireProgramsIn(SELF);
    String[] lines = ShownText.printed(NetworksGuideTest::example).split("\n", -1);
    assertThat(Double.parseDouble(lines[lines.length - 2])).isGreaterThan(0.8);
    // the least-squares line through the six points (numpy.polyfit) is 350 at 70
    assertThat(Double.parseDouble(ShownText.printed(NetworksGuideTest::numbers)))
        .isCloseTo(350, within(1.0));
    assertThat(CUBE.kind()).isEqualTo("cube");
  }

  /** Those on built-in data are run; of the others, options and layers are read. */
  @Test
  void theCommandsWork() {
    int number = 0;
    for (String block : GUIDE.blocks("sh")) {
      for (String line : block.lines().toList()) {
        List<String> words = CommandWords.of(line);
        assertThat(words.getFirst()).isEqualTo("chainrule");
        List<String> arguments = new ArrayList<>(words.subList(1, words.size()));
        if (!arguments.contains("digits")) {
          Train.parsed(arguments, Main.commandLine(), new EngineOptions());
          readLayers(arguments);
          continue;
        }
        arguments.addAll(List.of("--quiet", "--out", folder.resolve("run" + number++).toString()));
        Outcome outcome = Outcome.of(arguments.toArray());
        if (line.contains("1e30")) {
          assertThat(outcome.code()).isEqualTo(2);
          assertThat(GUIDE.text()).contains("```text\n" + outcome.err() + "```");
        } else {
          assertThat(outcome.code()).as(outcome.err()).isZero();
        }
      }
    }
    assertThat(number).isGreaterThan(3);
  }

  private static void readLayers(List<String> arguments) {
    int option = arguments.indexOf("--layers");
    if (option >= 0) {
      Shape input = arguments.contains("--sequence") ? Shape.of(14, 128) : Shape.of(28, 28);
      assertThat(LayerParser.parse(arguments.get(option + 1), input, Optional.empty()))
          .isNotEmpty();
    }
  }
}
