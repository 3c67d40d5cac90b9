package org.chainrule.learn.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Quantities;
import org.chainrule.learn.data.Quantity;
import org.chainrule.learn.network.Network;

/** Whether examples fit a network. */
final class Fit {
  private Fit() {}

  static void require(Network network, Task task, Dataset data) {
    requireWidth(network, data.width());
    requireOutput("", network, task);
    if (data.count() == 0) {
      throw new IllegalArgumentException(data.name() + " has no examples");
    }
    switch (task) {
      case Task.Classification(List<String> classes) -> requireClasses(network, classes, data);
      case Task.Regression(List<Quantity> quantities, _) -> requireNumbers(quantities.size(), data);
    }
  }

  private static void requireClasses(Network network, List<String> classes, Dataset data) {
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

  private static void requireNumbers(int count, Dataset data) {
    int found = data.targets() instanceof Quantities numbers ? numbers.width() : 0;
    if (found != count) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s has %s, but %d numbers an example are expected",
              data.name(),
              found == 0 ? "classes" : found + " numbers",
              count));
    }
  }

  /** Checks that there is an output for each class, of an example or of each step, or number. */
  static void requireOutput(String prefix, Network network, Task task) {
    Shape output = network.output();
    switch (task) {
      case Task.Classification(List<String> classes) -> {
        boolean shaped = output.rank() == 1 || output.rank() == 2;
        if (!shaped || (output.size(-1) != classes.size() && !isBinary(network, classes))) {
          throw new ShapeException(
              "%sthe network's output has shape %s, for %d classes it must be [%d] or [time, %d]",
              prefix, output, classes.size(), classes.size(), classes.size());
        }
      }
      case Task.Regression(List<Quantity> quantities, _) -> {
        if (!output.equals(Shape.of(quantities.size()))) {
          throw new ShapeException(
              "%sthe network's output has shape %s, for %d numbers it must be [%d]",
              prefix, output, quantities.size(), quantities.size());
        }
      }
    }
  }

  /** Whether a network has a single output for two classes. */
  static boolean isBinary(Network network, List<String> classes) {
    return network.output().rank() > 0 && network.output().size(-1) == 1 && classes.size() == 2;
  }

  static void requireWidth(Network network, int width) {
    if (width != network.input().elements()) {
      throw new ShapeException(
          "the network reads examples of %d features (shape %s), not %d",
          network.input().elements(), network.input(), width);
    }
  }
}
