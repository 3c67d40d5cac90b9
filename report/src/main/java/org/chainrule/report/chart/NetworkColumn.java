package org.chainrule.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.training.Model;

/**
 * Numbers one above the other in a drawn network: the input, or what a stage makes of the column
 * before; and the stages after it that keep every number in its place.
 *
 * @param name what it is called if no stage yields it, else empty
 * @param shape the shape of the numbers
 * @param stages the stages, first to last
 * @param values the numbers for the example that is drawn, if one is
 */
record NetworkColumn(
    String name, Shape shape, List<Network.Stage> stages, Optional<Tensor> values) {
  /** How many units are drawn; of more, the first and the last. */
  static final int MOST_UNITS = 12;

  NetworkColumn {
    stages = List.copyOf(stages);
  }

  /** The columns of a network, input to output. */
  static List<NetworkColumn> of(Network network, Optional<ForwardPass> pass) {
    List<NetworkColumn> columns = new ArrayList<>();
    pass.map(ForwardPass::example)
        .filter(example -> example.shape().rank() == 2 && network.input().rank() == 1)
        .map(e -> new NetworkColumn("example", e.shape(), List.of(), Optional.of(e)))
        .ifPresent(columns::add);
    columns.add(
        new NetworkColumn("input", network.input(), List.of(), pass.map(ForwardPass::input)));
    List<Network.Stage> stages = network.stages();
    for (int i = 0; i < stages.size(); i++) {
      Network.Stage stage = stages.get(i);
      int place = i;
      Optional<Tensor> output = pass.map(p -> p.outputs().get(place));
      columns.add(
          mixes(stage)
              ? new NetworkColumn("", stage.output(), List.of(stage), output)
              : columns.removeLast().followedBy(stage, output));
    }
    return columns;
  }

  /** Whether outputs of the stage depend on inputs at other places. */
  private static boolean mixes(Network.Stage stage) {
    return !stage.input().equals(stage.output()) || weight(stage).isPresent();
  }

  private static Optional<Parameter> weight(Network.Stage stage) {
    return stage.parameters().stream()
        .filter(parameter -> parameter.role() == Parameter.Role.WEIGHT)
        .findFirst();
  }

  /**
   * The same with a stage that changes its numbers; a picture stays as it was, to be recognised.
   */
  private NetworkColumn followedBy(Network.Stage stage, Optional<Tensor> output) {
    List<Network.Stage> more = new ArrayList<>(stages);
    more.add(stage);
    return new NetworkColumn(name, shape, more, isPicture() ? values : output);
  }

  /** The weights between the column before and this one, of shape [before, this], if there are. */
  Optional<Tensor> weights(Model model) {
    return stages.stream()
        .limit(1)
        .flatMap(stage -> weight(stage).stream())
        .map(weight -> ForwardPass.value(model, weight))
        .filter(value -> value.shape().rank() == 2)
        .findFirst();
  }

  /** Whether each of its numbers is a weighted sum of those in the column before. */
  boolean weighs() {
    return stages.stream().limit(1).anyMatch(stage -> weight(stage).isPresent());
  }

  boolean isPicture() {
    return shape.rank() == 2;
  }

  boolean isCut() {
    return shape.elements() > MOST_UNITS;
  }

  /** How many places for circles it has, with one for the dots where units are left out. */
  int places() {
    return isCut() ? MOST_UNITS + 1 : shape.elements();
  }

  /** The units that are drawn. */
  int[] shown() {
    int units = shape.elements();
    int half = MOST_UNITS / 2;
    return IntStream.range(0, units)
        .filter(unit -> !isCut() || unit < half || unit >= units - half)
        .toArray();
  }
}
