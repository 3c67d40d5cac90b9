package org.chainrule.learn.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chainrule.graph.ShapeException;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.network.Network;

/** Whether examples fit a network. */
final class Fit {
  private Fit() {}

  static void require(Network network, List<String> classes, Dataset data) {
    requireWidth(network, data.width());
    if (!network.output().sizes().equals(List.of(classes.size()))) {
      throw new ShapeException(
          "the network's output has shape %s; for %d classes it must be [%d]",
          network.output(), classes.size(), classes.size());
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

  static void requireWidth(Network network, int width) {
    if (width != network.input().elements()) {
      throw new ShapeException(
          "the network reads examples of %d features (shape %s), not %d",
          network.input().elements(), network.input(), width);
    }
  }
}
