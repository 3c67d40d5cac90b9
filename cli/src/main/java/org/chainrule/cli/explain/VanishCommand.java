package org.chainrule.cli.explain;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.chainrule.cli.Columns;
import org.chainrule.cli.Json;
import org.chainrule.cli.Messages;
import org.chainrule.explain.activation.ActivationFunction;
import org.chainrule.explain.activation.VanishingGradient;
import org.chainrule.explain.activation.VanishingPlot;
import org.chainrule.explain.formula.Given;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code chainrule vanish}. */
@Command(
    name = "vanish",
    description = "Measure how a gradient shrinks or grows through time or depth, and bound it.",
    footer = {
      "Through time: |dh_T/dh_1| of h_t = f(w1*x_t + w2*h_{t-1}), h_0 = 0, a product of T - 1 local"
          + " derivatives, and its bound (|w2| max|f'|)^(T-1).",
      "Through depth, with --depth: the length of the gradient at each layer of a network with"
          + " random weights against that at the last, and the product of the weights' spectral"
          + " norms and max|f'|. The weights are normal with variance gain^2/width.",
      "",
      "Examples:",
      "  chainrule vanish                                    a sigmoid through 200 steps",
      "  chainrule vanish --activation sigmoid,tanh,relu --w2 1.1 --output time.png",
      "  chainrule vanish --depth 30 --activation sigmoid,tanh,relu --gain 1.414"
    })
public final class VanishCommand implements Callable<Integer> {
  private static final List<Integer> SHOWN = List.of(1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000);
  private static final int MOST_STEPS = 10_000;
  private static final int MOST_WIDTH = 1_000;

  @Spec private CommandSpec command;

  @Option(
      names = "--activation",
      paramLabel = "NAME,...",
      split = ",",
      description = "Activations, as for chainrule activation (default: sigmoid).")
  private List<String> names = new ArrayList<>(List.of("sigmoid"));

  @Option(
      names = "--steps",
      paramLabel = "T",
      defaultValue = "200",
      description = "Steps of time (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(names = "--w1", defaultValue = "0.7", description = "Default: ${DEFAULT-VALUE}.")
  private double w1;

  @Option(names = "--w2", defaultValue = "-1.3", description = "Default: ${DEFAULT-VALUE}.")
  private double w2;

  @Option(
      names = "--x",
      paramLabel = "X1,X2,...",
      split = ",",
      description = "The inputs, which begin again at their end (default: 0.5,-1,2).")
  private List<Double> inputs = new ArrayList<>(List.of(0.5, -1.0, 2.0));

  @Option(
      names = "--depth",
      paramLabel = "LAYERS",
      description = "Layers of a network, in place of steps of time.")
  private Optional<Integer> depth;

  @Option(
      names = "--width",
      paramLabel = "UNITS",
      defaultValue = "64",
      description = "Units a layer (default: ${DEFAULT-VALUE}).")
  private int width;

  @Option(
      names = "--gain",
      defaultValue = "1",
      description = "1 is Xavier's, 1.414 He's (default: ${DEFAULT-VALUE}).")
  private double gain;

  @Option(
      names = "--seed",
      defaultValue = "0",
      description = "Of the random weights (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private PictureOutput picture;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    require("--steps", steps, MOST_STEPS);
    require("--width", width, MOST_WIDTH);
    depth.ifPresent(layers -> require("--depth", layers, MOST_STEPS));
    if (names.size() > VanishingPlot.MOST) {
      throw Messages.wrong(
          command, "--activation: at most %d can be told apart", VanishingPlot.MOST);
    }
    if (inputs.isEmpty()) {
      throw Messages.wrong(command, "--x needs at least one input");
    }
    picture.requireWritable();
    List<VanishingGradient> gradients = names.stream().map(this::gradient).toList();
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(Json.line(json(gradients)));
    } else {
      out.println(setting());
      gradients.forEach(gradient -> out.print("\n" + text(gradient)));
      out.flush();
    }
    String title =
        depth.isPresent() ? "Gradient at a layer against the last" : "|∂h_T/∂h_1| through time";
    String across = depth.isPresent() ? "layers between" : "T − 1";
    picture.write(() -> VanishingPlot.of(title, across, gradients));
    return 0;
  }

  private void require(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw Messages.wrong(command, "%s is %d; it must be from 1 to %d", name, value, most);
    }
  }

  private VanishingGradient gradient(String name) {
    try {
      ActivationFunction function = ActivationFunction.of(name.strip(), Given.NOTHING);
      double[] x = inputs.stream().mapToDouble(Double::doubleValue).toArray();
      return depth.isPresent()
          ? VanishingGradient.throughDepth(function, width, depth.get(), gain, seed)
          : VanishingGradient.throughTime(function, w1, w2, x, steps);
    } catch (IllegalArgumentException e) {
      throw Messages.wrong(command, "%s", String.valueOf(e.getMessage()));
    }
  }

  private String setting() {
    return depth.isPresent()
        ? Messages.format(
            "%d layers of %d units, weights normal with variance %s²/%d, seed %d",
            depth.get(), width, Double.toString(gain), width, seed)
        : Messages.format(
            "h_t = f(w1*x_t + w2*h_{t-1}) with w1 = %s, w2 = %s, x = %s …",
            Double.toString(w1), Double.toString(w2), inputs);
  }

  private String text(VanishingGradient gradient) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(depth.isPresent() ? "layers between" : "T - 1", "measured", "bound"));
    int last = gradient.measured().size() - 1;
    IntStream.concat(SHOWN.stream().mapToInt(i -> i).filter(i -> i < last), IntStream.of(last))
        .forEach(
            i ->
                rows.add(
                    List.of(
                        Integer.toString(i),
                        Messages.format("%.4e", gradient.measured().get(i)),
                        Messages.format("%.4e", gradient.bound().get(i)))));
    return Messages.format("%s, max|f'| = %.6g\n", gradient.name(), gradient.greatestSlope())
        + Columns.align(rows);
  }

  private ObjectNode json(List<VanishingGradient> gradients) {
    ObjectNode object = Json.object();
    if (depth.isPresent()) {
      object.put("depth", depth.get()).put("width", width).put("gain", gain).put("seed", seed);
    } else {
      object.put("steps", steps).put("w1", w1).put("w2", w2);
    }
    ArrayNode array = object.putArray("activations");
    for (VanishingGradient gradient : gradients) {
      ObjectNode one =
          array
              .addObject()
              .put("name", gradient.name())
              .put("greatestSlope", gradient.greatestSlope());
      numbers(one.putArray("measured"), gradient.measured());
      numbers(one.putArray("bound"), gradient.bound());
    }
    return object;
  }

  private static void numbers(ArrayNode array, List<Double> values) {
    for (double value : values) {
      if (Double.isFinite(value)) {
        array.add(value);
      } else {
        array.addNull();
      }
    }
  }
}
