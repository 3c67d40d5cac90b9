package org.chainrule.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.chainrule.cli.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Trace, activation, vanish, geometry, shapes and count from the command line. */
class SmallVerbsTest {
  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path network() throws IOException {
    return file(
        "net.txt",
        """
        z = (x1 - 1, x2 - 1, -x1 - 1, -x2 - 1)
        s = sum(relu(z))
        u1 = s
        u2 = 2 - s
        o = softmax(β relu([u1, u2]))
        """);
  }

  @Test
  void traceOfTwoLayers() throws IOException {
    Path program =
        file(
            "two.txt",
            """
            given i1 = 2, i2 = -1, w11 = 1, w12 = .5, b1 = .5
            h1 = relu(w11*i1 + w12*i2 + b1)
            h2 = relu(-.5*i1 - 1*i2 - .5)
            o1 = .5 h1 - .5 h2 - 1
            o2 = -h1 + h2 + .5
            E = 1/2 ((1 - o1)^2 + (.5 - o2)^2)
            """);
    JsonNode json = Outcome.done("trace", program, "--rate=0.1", "--update=w12", "--json").json();
    assertThat(json.get("forward").get(4).get("value").doubleValue()).isEqualTo(2.5);
    assertThat(json.get("backward").get("w12").doubleValue()).isEqualTo(-1.5);
    assertThat(json.get("update").get("w12").doubleValue()).isCloseTo(.65, within(1e-15));
    List<String> lines = Outcome.done("trace", program, "--rate=0.1", "--update=w12").lines();
    assertThat(lines).contains("Given", "Forward", "Backward", "Update");
    assertThat(lines.getLast().split(" +", -1)).containsExactly("", "w12", "0.5", "−1.5", "0.65");
    assertThat(Outcome.done("trace", program, "--markdown").lines())
        .contains("| quantity | formula | value |", "|---|---|---|");
  }

  @Test
  void traceRoundedEachStep() {
    List<String> lines =
        Outcome.done(
                "trace",
                "h_0 = 0; h_t = h_{t-1}/2 + x_t for t = 1..3",
                "--at=x=[1,1,1]",
                "--round=h")
            .lines();
    assertThat(lines.subList(lines.indexOf("Step by step") + 1, lines.size()))
        .extracting(line -> line.strip().replaceAll(" +", " "))
        .containsExactly("index h", "0 0", "1 1", "2 2", "3 2");
  }

  @Test
  void activationsAreTold() {
    JsonNode json = Outcome.done("activation", "sigmoid", "relu", "--json").json();
    JsonNode sigmoid = json.get("activations").get(0);
    assertThat(sigmoid.get("slope").get("high").doubleValue()).isEqualTo(0.25);
    assertThat(sigmoid.get("derivative").stringValue()).isEqualTo("σ(x)·(1 − σ(x))");
    assertThat(json.get("activations").get(1).get("range").get("high").isNull()).isTrue();
    assertThat(Outcome.done("activation", "tanh").lines())
        .startsWith("tanh", "  f(x)  = (exp(x) - exp(-x))/(exp(x) + exp(-x))");
  }

  @Test
  void theGradientThroughTimeStaysBelowItsBound() {
    JsonNode json = Outcome.done("vanish", "--json").json().get("activations").get(0);
    assertThat(json.get("measured").size()).isEqualTo(200);
    for (int t = 0; t < 200; t++) {
      double bound = Math.pow(1.3 / 4, t);
      assertThat(json.get("bound").get(t).doubleValue()).isCloseTo(bound, within(1e-12 * bound));
      assertThat(json.get("measured").get(t).doubleValue()).isLessThanOrEqualTo(bound);
    }
    assertThat(Outcome.done("vanish", "--depth=5", "--width=8", "--seed=3").lines().getFirst())
        .isEqualTo("5 layers of 8 units, weights normal with variance 1.0²/8, seed 3");
  }

  @Test
  void regionsAndUnits() throws IOException {
    JsonNode json =
        Outcome.done("geometry", network(), "--at=beta=3", "--region=o_2 >= 1/1000", "--json")
            .json();
    double s = Math.log(999) / 3;
    JsonNode region = json.get("regions").get(0);
    assertThat(region.get("area").doubleValue()).isCloseTo(4 + 8 * s + 2 * s * s, within(1e-6));
    assertThat(region.get("polygons").get(0).size()).isEqualTo(8);
    assertThat(json.get("units")).hasSize(6);
    assertThat(Outcome.done("geometry", network(), "--at=beta=1").out())
        .startsWith("z_1 is active where x1 − 1 > 0\n")
        .contains("u2 is active where u2 > 0, which is no half-plane\n");
  }

  @Test
  void sizesAndCounts() {
    assertThat(Outcome.done("count", "22x22 -> local 4x4 stride 2 nobias").lines())
        .containsExactly(
            "local 4x4 stride 2 nobias  1,600   10·10·4·4·1·1 = 1,600",
            "all                        1,600");
    assertThat(Outcome.done("shapes", "6x4 -> maxpool 2x2 stride 2").lines())
        .containsExactly(
            "input                 6×4",
            "maxpool 2x2 stride 2  3×2   (6 − 2)/2 + 1 = 3, (4 − 2)/2 + 1 = 2");
    assertThat(Outcome.done("shapes", "X w - y", "--shape=X: n,d; w: d; y: n").lines())
        .containsExactly("X  n×d  given", "w  d×1  given", "y  n×1  given", "f  n×1  = X w - y");
  }

  @ParameterizedTest
  @CsvSource({"activation gelu sin(x)", "vanish --steps 20", "vanish --depth 4 --width 8"})
  void picturesAreDrawn(String arguments) throws IOException {
    for (String ending : List.of("svg", "png")) {
      Path picture = folder.resolve("picture." + ending);
      Outcome.done((Object[]) (arguments + " --output " + picture).split(" ", -1));
      byte[] bytes = Files.readAllBytes(picture);
      assertThat(bytes).hasSizeGreaterThan(1000);
      assertThat(bytes[0]).isEqualTo((byte) (ending.equals("svg") ? '<' : 0x89));
    }
  }

  @Test
  void geometryIsDrawn() throws IOException {
    Path picture = folder.resolve("net.svg");
    Outcome.done(
        "geometry",
        network(),
        "--at=beta=1",
        "--levels=s:1,3",
        "--region=o_2 >= 1/1000",
        "--output=" + picture);
    assertThat(Files.readString(picture)).contains("<polygon", "z_1 = 0", "area 154.7");
  }

  /** A trained model of two features is a program: of one example, and of a batch with its loss. */
  @Test
  void aSavedModelIsAProgram() throws IOException {
    Path table = file("t.csv", "1,2,a\n2,1,b\n3,4,a\n4,3,b\n5,6,a\n6,5,b\n7,8,a\n8,7,b\n");
    Path run = folder.resolve("run");
    Outcome.done("train", table, "--hidden=3", "--epochs=2", "--out=" + run);
    Path picture = folder.resolve("model.svg");
    JsonNode json =
        Outcome.done(
                "geometry",
                run,
                "--region=p_1 >= 1/2",
                "--window=0,9,0,9",
                "--json",
                "--output=" + picture)
            .json();
    assertThat(json.get("units")).hasSize(3);
    assertThat(json.get("units").get(0).get("active").get("a").isNumber()).isTrue();
    assertThat(json.get("regions").get(0).get("area").doubleValue()).isBetween(0.0, 81.0);
    assertThat(Files.readString(picture)).contains("relu1_1 = 0");
    assertThat(Outcome.done("derive", run, "--wrt=W1").out())
        .contains("H1 = relu(Z1)", "Z = H1 W2 + 1 b2ᵀ", "∂L/∂W1");
    assertThat(Outcome.done("shapes", run.resolve("model.safetensors")).out()).contains("H1");
  }

  @Test
  void activationsWithParameters() {
    assertThat(Outcome.done("activation", "leakyrelu(0.2)").lines())
        .contains("  range of f': [0.2000, 1]", "  |f'| ≤ 0.01: nowhere");
    assertThat(Outcome.done("activation", "3").lines()).contains("  |f'| ≤ 0.01: everywhere");
  }

  /** Sizes with names stand for two sets of numbers, so that no number passes for a size. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "equal|sum(w∘w)|sum(w∘w) + 2 - sum(w/w)|--shape=w: d|1",
        "shape|--of=6x4 -> maxpool 2x2 stride 2|--claim=3x2|0",
        "shape|--of=6x4 -> maxpool 2x2 stride 2|--claim=2x3|1",
        "shape|--of=28x28x1 -> conv 5x5 filters 8|--claim=24x24x8|0",
        "equal|mean(w)|sum(w)/sum(w/w)|--shape=w: d|0",
        "gradient|--of=mean(w)|--wrt=w|--claim=w/w/2|--shape=w: d|1",
        "gradient|--of=-sum(y ∘ ln softmax(z))|--wrt=z|--claim=softmax(z) - y|--shape=y,z: k|0",
        "gradient|--of=-sum(y ∘ ln softmax(z))|--wrt=z|--claim=y - softmax(z)|--shape=y,z: k|1",
      })
  void claimsOfNamedSizes(String line) {
    String[] words = ("check|" + line).split("\\|", -1);
    Object[] arguments = Arrays.copyOf(words, words.length - 1, Object[].class);
    Outcome outcome = Outcome.of(arguments);
    assertThat(outcome.code())
        .as(outcome.out() + outcome.err())
        .isEqualTo(Integer.parseInt(words[words.length - 1]));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trace x*y --at x=1|y has no value; give it with --at",
        "trace x --at x=1 --round x --rate 1|--rate needs derivatives",
        "trace x --at x=1 --round x:y|x:y is no rounding",
        "activation sigmod|sigmod is no function of one number x; there are sigmoid,",
        "activation relu --output a.gif|--output a.gif: its name must end in .svg or .png",
        "vanish --steps 0|--steps is 0; it must be from 1 to 10000",
        "vanish --activation relu,tanh,relu,relu,relu,relu|--activation: at most 5",
        "geometry a+b+c|a plane has two inputs",
        "geometry x+y --region x|--region x is not of the form A >= B",
        "geometry x+y --levels x|--levels x is not of the form NAME:1,2,3",
        "geometry x+y --window 1,2|--window 1,2 is not four numbers",
        "count 4->dense|line 1, column 4: dense needs a size",
        "shapes A*B|line 1",
      })
  void badUsageExitsWithTwo(String arguments, String message) {
    boolean shapes = arguments.startsWith("shapes");
    Outcome outcome =
        shapes
            ? Outcome.of("shapes", "A*B", "--shape=A: n,m; B: n,m")
            : Outcome.of((Object[]) arguments.split(" ", -1));
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains(": " + message);
  }
}
