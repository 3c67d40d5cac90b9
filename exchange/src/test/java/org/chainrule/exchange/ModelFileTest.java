package org.chainrule.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.Window;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Features;
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
import org.chainrule.learn.network.From;
import org.chainrule.learn.network.GlobalPool;
import org.chainrule.learn.network.Initializer;
import org.chainrule.learn.network.Join;
import org.chainrule.learn.network.Label;
import org.chainrule.learn.network.Layer;
import org.chainrule.learn.network.LayerNorm;
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
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Predictions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModelFileTest {
  private static final Window RECTANGLE =
      new Window(List.of(1, 3), List.of(1, 1), List.of(0, 1), List.of(1, 1));

  /** Sequences, then pictures, then words that are all number 0, then vectors. */
  private static final List<Layer> EVERY_LAYER =
      Stream.of(
              Stream.<Layer>of(
                  new Standardize(),
                  new Rescale(0.1),
                  new Label("start"),
                  new Masking(0.5),
                  new LayerNorm(1, 1e-3),
                  new EachStep(new Dense(3)),
                  new Recurrent(new Cell.Simple(Activation.RELU), 3, true, true),
                  new Recurrent(new Cell.Gru(), 2, false, true),
                  new Recurrent(new Cell.Lstm(), 4, false, true),
                  Reshape.to(1, 2, 4),
                  new Convolution(4, Window.of(1, 1)),
                  new Convolution(4, RECTANGLE, 2, false, new Initializer.Orthogonal()),
                  new LocallyConnected(2, Window.of(2, 2)),
                  new BatchNorm(0.2, 1e-4),
                  new Label("picture"),
                  new Join(Join.How.CONCATENATE, "picture", "picture"),
                  new Pool(Pooling.MAX, Window.of(1, 2)),
                  new From("start"),
                  new Rescale(0),
                  new Flatten(),
                  new Embedding(3, 2, 1),
                  new GlobalPool(Pooling.MAX),
                  new Dropout(0.5),
                  new Softmax()),
              Stream.of(
                      new Initializer.Glorot(),
                      new Initializer.Glorot(Initializer.Distribution.NORMAL),
                      new Initializer.He(),
                      new Initializer.Lecun(),
                      new Initializer.Orthogonal(),
                      new Initializer.Positive(1),
                      new Initializer.Normal(0.2),
                      new Initializer.Sections(List.of(0.5, -0.25)),
                      new Initializer.Uniform(0.3),
                      new Initializer.Constant(-1e-9))
                  .map(start -> new Dense(4, start, start)),
              Arrays.stream(Activation.values()),
              Stream.of(new Dense(2)))
          .flatMap(layers -> layers)
          .map(Layer.class::cast)
          .toList();

  @TempDir private Path folder;

  private static final Features EXAMPLES =
      Features.of(new double[] {0.5, -1, 2, 0.25, 3, 1, -0.5, -2}, 4);

  private static Model model(Precision precision) {
    Network network = new Network(Shape.of(2, 2), EVERY_LAYER);
    Map<String, Tensor> values = network.initialize(7);
    values.putAll(network.statistics(EXAMPLES));
    if (precision == Precision.FLOAT32) {
      values.replaceAll((name, value) -> rounded(value));
    }
    return new Model(network, List.of("yes", "no, \"never\"\n"), precision, values);
  }

  private static Tensor rounded(Tensor value) {
    return Tensor.of(value.shape(), Arrays.stream(value.toArray()).map(x -> (float) x).toArray());
  }

  private static List<Double> probabilities(Model model) {
    Predictions predictions = model.predict(EXAMPLES);
    return IntStream.range(0, 4).mapToObj(i -> predictions.probability(i / 2, i % 2)).toList();
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void theSameModelComesBack(Precision precision) throws IOException {
    Model model = model(precision);
    Path file = folder.resolve("model.safetensors");
    ModelFile.write(model, Map.of("note", "text"), file);
    Model back = ModelFile.read(file);
    assertThat(back).isEqualTo(model);
    assertThat(probabilities(back)).isEqualTo(probabilities(model));
    Path again = folder.resolve("again.safetensors");
    ModelFile.write(back, Map.of("note", "text"), again);
    assertThat(again).hasSameBinaryContentAs(file);
    assertThat(Safetensors.read(file).metadata()).containsEntry("note", "text");
  }

  /** So that a kind of layer that is added is also read back. */
  @Test
  void everyKindOfLayerIsTried() {
    assertThat(EVERY_LAYER.stream().map(Layer::getClass).distinct().map(Class::getName))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Layer.class.getPermittedSubclasses())
                .filter(kind -> kind != Custom.class)
                .map(Class::getName)
                .toList());
  }

  @Test
  void layersOfOnesOwnAreRefused() {
    Network network = Network.of(Shape.of(2), new Custom("cube", x -> x.power(3)));
    Model model = new Model(network, List.of("a", "b"), Precision.FLOAT32, Map.of());
    Path file = folder.resolve("model.safetensors");
    assertThatThrownBy(() -> ModelFile.write(model, Map.of(), file))
        .hasMessage("a layer of one's own, such as cube, can't be written to a file");
    assertThat(file).doesNotExist();
  }

  /** The file and the expected numbers are those of model_file.py beside these tests. */
  @Test
  void readsWhatPythonWritesAndPredictsTheSame() throws IOException {
    Path file = folder.resolve("model.safetensors");
    try (InputStream in = ModelFileTest.class.getResourceAsStream("model.safetensors")) {
      Files.copy(Objects.requireNonNull(in), file);
    }
    Model model = ModelFile.read(file);
    assertThat(model.classes()).containsExactly("cat", "dog");
    double[] expected = {
      0.09539780595490588, 0.9046021940450941, 0.9131076707039532, 0.08689232929604677
    };
    for (int i = 0; i < expected.length; i++) {
      assertThat(probabilities(model).get(i)).isCloseTo(expected[i], within(1e-14));
    }
  }

  @Test
  void notesCannotTakeTheNamesOfTheFormat() {
    Path file = folder.resolve("model.safetensors");
    assertThatThrownBy(
            () -> ModelFile.write(model(Precision.FLOAT32), Map.of("version", "9"), file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a note cannot be called version");
    assertThat(file).doesNotExist();
  }

  private static final String SMALL =
      "{'input':[4],'precision':'float32','classes':['a','b'],'layers':["
          + "{'kind':'rescale','factor':0.5},"
          + "{'kind':'dense','units':2,'weight':{'kind':'glorot'},"
          + "'bias':{'kind':'constant','value':0}}]}";

  private static Map<String, String> metadata(String model) {
    return Map.of("format", "chainrule", "version", "1", "model", model.replace('\'', '"'));
  }

  private static List<StoredTensor> tensors() {
    return List.of(
        new StoredTensor.Float32("dense_1.weight", List.of(4, 2), new float[8]),
        new StoredTensor.Float32("dense_1.bias", List.of(2), new float[2]));
  }

  private Path write(Map<String, String> metadata, List<StoredTensor> tensors) {
    Path file = folder.resolve("model.safetensors");
    new Safetensors(metadata, tensors).write(file);
    return file;
  }

  @Test
  void theSmallModelOfTheTestsBelowIsRead() {
    assertThat(ModelFile.read(write(metadata(SMALL), tensors())).network().layers()).hasSize(2);
  }

  static List<Arguments> wrongMetadata() {
    return List.of(
        arguments(Map.of(), "__metadata__, format: is missing; this is not a file with a model"),
        arguments(
            Map.of("format", "pt"), "__metadata__, format: 'pt', but 'chainrule' is expected"),
        arguments(
            Map.of("format", "chainrule"),
            "__metadata__, version: is missing; this is not a file with a model"),
        arguments(
            Map.of("format", "chainrule", "version", "2", "model", "?"),
            "__metadata__, version: '2', but '1' is expected"),
        arguments(
            Map.of("format", "chainrule", "version", "1"),
            "__metadata__, model: is missing; this is not a file with a model"));
  }

  @ParameterizedTest
  @MethodSource("wrongMetadata")
  void refusesOtherMetadata(Map<String, String> metadata, String message) {
    assertRefused(write(metadata, tensors()), ", " + message);
  }

  /** What is replaced in the small model, by what, and what is said of it. */
  static List<Arguments> wrongModels() {
    return List.of(
        arguments(SMALL, "[]", ": '[]', but an object is expected"),
        arguments(",'layers'", ",'x':1,'layers'", ", x: is not a field that is known here"),
        arguments("'input':[4],", "", ", input: is missing"),
        arguments("[4]", "4", ", input: '4', but an array is expected"),
        arguments(
            "[4]",
            "[4,-1]",
            ", input[1]: '-1', but a whole number from 1 to 2147483647 is expected"),
        arguments(
            "[4]",
            "[4e0]",
            ", input[0]: '4.0', but a whole number from 1 to 2147483647 is expected"),
        arguments("[4]", "[65536,65536]", ": shape [65536, 65536] has more than 2^31 - 1 elements"),
        arguments("'float32'", "'int8'", ", precision: 'int8' is none of [float32, float64]"),
        arguments("'float32'", "32", ", precision: '32', but text is expected"),
        arguments("'b'", "'a'", ", classes: a class is named twice"),
        arguments("'b'", "null", ", classes[1]: 'null', but text is expected"),
        arguments(
            "'b'",
            "'b','c'",
            ": model: the network's output has shape [2], for 3 classes it must be [3]"),
        arguments("'dense'", "'conv'", ", layers[1], kind: 'conv' is not a layer that is known"),
        arguments(
            "'units':2",
            "'units':-2",
            ", layers[1], units: '-2', but a whole number from 1 to 2147483647 is expected"),
        arguments(
            "'glorot'",
            "'java.lang.Runtime'",
            ", layers[1], weight, kind: 'java.lang.Runtime' is not an initializer that is known"),
        arguments(
            "'factor':0.5",
            "'factor':'NaN'",
            ", layers[0], factor: '\"NaN\"', but a finite number is expected"),
        arguments(
            "'factor':0.5",
            "'factor':1e999",
            ", layers[0], factor: '\"Infinity\"', but a finite number is expected"),
        arguments("'rescale','factor':0.5", "'flatten','axis':1", ", layers[0], axis: is not a"),
        arguments(
            "'rescale','factor':0.5",
            "'global_pool','pooling':'median'",
            ", layers[0], pooling: 'median' is none of [max, mean]"),
        arguments(
            "'rescale','factor':0.5",
            "'dropout','rate':1",
            ", layers[0]: dropout: the rate 1.0 is not at least 0 and less than 1"),
        arguments(
            "'rescale','factor':0.5",
            "'pool','pooling':'max','window':{'sizes':[0],'strides':[1],'padding':[0],"
                + "'dilations':[1]}",
            ", layers[0], window: unfold: window [0]"),
        arguments(
            "'rescale','factor':0.5",
            "'add','names':[]",
            ", layers[0], kind: 'add' is not a layer that is known"),
        arguments(
            "'rescale','factor':0.5",
            "'custom'",
            ", layers[0], kind: 'custom' is not a layer that is known"),
        arguments("'value':0", "'value':0,'value':1", ": is not valid JSON: Duplicate"),
        arguments("}]}", "}]", ": is not valid JSON: "));
  }

  @ParameterizedTest
  @MethodSource("wrongModels")
  void refusesOtherModels(String part, String replacement, String message) {
    String model = SMALL.replace(part, replacement);
    assertThat(model).isNotEqualTo(SMALL);
    assertRefused(write(metadata(model), tensors()), ", __metadata__, model" + message);
  }

  static List<Arguments> wrongTensors() {
    StoredTensor weight = tensors().getFirst();
    StoredTensor bias = tensors().getLast();
    return List.of(
        arguments(
            List.of(bias), "'dense_1.weight': is missing; a tensor of shape [4, 2] is expected"),
        arguments(
            List.of(weight, new StoredTensor.Float32("dense_1.bias", List.of(1, 2), new float[2])),
            "'dense_1.bias': has shape [1, 2], but [2] is expected"),
        arguments(
            List.of(weight, new StoredTensor.Float64("dense_1.bias", List.of(2), new double[2])),
            "'dense_1.bias': is float64, but the model computes in float32"),
        arguments(
            List.of(
                weight,
                new StoredTensor.Float32("dense_1.bias", List.of(2), new float[] {0, Float.NaN})),
            "'dense_1.bias': value 1 is NaN, but a finite number is expected"),
        arguments(
            List.of(weight, bias, new StoredTensor.Float32("x", List.of(), new float[1])),
            "'x': belongs to no layer; the layers have [dense_1.weight, dense_1.bias]"));
  }

  @ParameterizedTest
  @MethodSource("wrongTensors")
  void refusesOtherTensors(List<StoredTensor> tensors, String message) {
    assertRefused(write(metadata(SMALL), tensors), ", tensor " + message);
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    Path file = write(metadata(SMALL), tensors());
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertRefused(file, "");
    }
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + message);
  }
}
