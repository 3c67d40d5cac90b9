package org.chainrule.learn.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.network.Network;

/** Whether examples fit a network. */
final class Fit {
  private Fit() {}

  static void require(Network network, List<String> classes, Dataset data) {
    requireWidth(network, data.width());
    requireOutput("", network, classes);
    if (network.labels().rank() > 0 != data.stepwise()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              data.stepwise()
                  ? "%s has a label for each step, but the network's output has shape %s; it must"
                      + " be [time, %d]"
                  : "%s has one label for each example, but the network's output has shape %s; it"
                      + " must be [%d]",
              data.name(),
              network.output(),
              classes.size()));
    }
    if (data.count() == 0) {
      throw new IllegalArgumentException(data.name() + " has no examples");
    }
    if (!data.labels().classes().equals(classes)) {
      List<String> unknown = new ArrayList<>(data.labels().classes());
      unknown.removeAll(classes);
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the classes are %s in this order; %s has %s",
              classes,
              data.name(),
              unknown.isEmpty() ? data.labels().classes() : "also " + unknown));
    }
  }

  /** Checks that there is an output for each class, of an example or of each step. */
  static void requireOutput(String prefix, Network network, List<String> classes) {
    Shape output = network.output();
    if (output.rank() < 1 || output.rank() > 2 || output.size(-1) != classes.size()) {
      throw new ShapeException(
          "%sthe network's output has shape %s, for %d classes it must be [%d] or [time, %d]",
          prefix, output, classes.size(), classes.size(), classes.size());
    }
  }

  static void requireWidth(Network network, int width) {
    if (width != network.input().elements()) {
      throw new ShapeException(
          "the network reads examples of %d features (shape %s), not %d",
          network.input().elements(), network.input(), width);
    }
  }
}
