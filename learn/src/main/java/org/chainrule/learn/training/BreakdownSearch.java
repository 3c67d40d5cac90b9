package org.chainrule.learn.training;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.chainrule.calculus.Simplify;
import org.chainrule.graph.Domain;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Exp;
import org.chainrule.graph.op.Expm1;
import org.chainrule.graph.op.Log;
import org.chainrule.graph.op.Log1p;
import org.chainrule.graph.op.Power;
import org.chainrule.graph.op.Variable;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.network.Layer;
import org.chainrule.learn.network.Mode;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Rescale;
import org.chainrule.learn.network.Standardize;

/**
 * Looks for the op where numbers stopped being finite: repeats the steps since a mark until some
 * break down, these one by one until one does, and that one with the value of every node.
 */
final class BreakdownSearch {
  /** Weights that have grown so much since training began are a sign of steps too long. */
  private static final double GROWTH = 1000;

  /** Features from here on, without a layer that scales them, are a sign of raw data. */
  private static final double LARGE = 1e4;

  /** How many steps are repeated at once, as looking at all numbers takes longer than a step. */
  private static final int STRIDE = 64;

  private final Course course;
  private final Machine machine;
  private final Recipe recipe;
  private final Dataset training;
  private final List<Double> losses;
  private final Course.Stand start;
  private Feed feed;

  /**
   * A search.
   *
   * @param course back where it stood
   * @param start there
   * @param losses those of the epochs that were over when it broke down
   */
  BreakdownSearch(Course course, Recipe recipe, Course.Stand start, List<Double> losses) {
    this.course = course;
    this.machine = course.machine();
    this.recipe = recipe;
    this.training = start.training();
    this.losses = losses;
    this.start = start;
    feed = new Feed(training, recipe, course.epoch());
  }

  /** What to tell the user. */
  TrainingException find() {
    Course.Stand before = start;
    String event = "";
    for (int stride : new int[] {STRIDE, 1}) {
      Optional<String> found = Optional.empty();
      while (found.isEmpty()) {
        if (isOver()) {
          return new TrainingException(
              String.format(
                  Locale.ROOT,
                  "numbers stopped being finite in epoch %d, but not when repeated",
                  course.epoch()));
        }
        before = course.stand(training, Optional.of(before));
        found = repeat(stride);
      }
      event = found.get();
      course.goBack(before);
    }
    Program program = course.nextBatch(training.count()).program();
    return explain(event, course.epoch(), course.batch(), program, before.values());
  }

  private boolean isOver() {
    return course.tally().examples() == training.count();
  }

  /** Repeats some steps; tells what broke down, if something did. */
  private Optional<String> repeat(int steps) {
    for (int i = 0; i < steps && !isOver(); i++) {
      int epoch = course.epoch();
      feed = feed.epoch() == epoch ? feed : new Feed(training, recipe, epoch);
      double loss = course.next(feed, training.count());
      if (!Double.isFinite(loss)) {
        return Optional.of("the loss became " + loss);
      }
      if (isOver() && epoch <= losses.size()) {
        course.endEpoch(losses.get(epoch - 1));
      }
    }
    return start.values().broken().map(v -> v.op().name() + " is no longer finite");
  }

  private TrainingException explain(
      String event, int epoch, int batch, Program program, Mark before) {
    Map<Expr, Tensor> values = new LinkedHashMap<>();
    List<Expr> nodes = Expr.inOrder(program.roots());
    List<Expr> computed = nodes.stream().filter(node -> !node.inputs().isEmpty()).toList();
    Plan plan = machine.plan(new Program(computed, Map.of()));
    plan.run();
    for (Expr node : nodes) {
      Tensor value =
          switch (node.op()) {
            case Variable _ -> machine.read(node);
            case Constant constant -> constant.value();
            default -> plan.value(node);
          };
      values.put(node, value);
      List<Tensor> inputs = node.inputs().stream().map(values::get).toList();
      boolean first =
          !finite(value)
              && inputs.stream().allMatch(BreakdownSearch::finite)
              && !(node.op() instanceof Constant);
      if (first) {
        double weights = course.largestWeight(before);
        double earlier = course.firstWeights();
        boolean update = Expr.inOrder(List.of(node)).contains(course.rate());
        boolean grown = course.hasRate() && (update || !(weights <= GROWTH * earlier));
        return new TrainingException(
            new Breakdown(
                event,
                epoch,
                batch,
                rate(),
                node,
                place(node, program, update),
                value,
                inputs,
                weights,
                earlier,
                cause(node, inputs, grown)));
      }
    }
    return new TrainingException(
        String.format(
            Locale.ROOT,
            "%s in epoch %d, batch %d%s; computed op by op, all numbers are finite: they are at the"
                + " limits of the precision; %sstandardised features or float64 help",
            event,
            epoch,
            batch,
            Breakdown.atRate(rate()),
            course.hasRate() ? "a smaller learning rate, " : ""));
  }

  private OptionalDouble rate() {
    return course.lastRate();
  }

  /** Which part of the step a node belongs to. */
  private String place(Expr node, Program program, boolean update) {
    if (node.op() instanceof Variable) {
      return "the values given";
    }
    Network network = course.network();
    List<Expr> outputs = network.forward(variable(program, "x", network), Mode.TRAINING).outputs();
    List<Expr> simple = Simplify.of(outputs);
    List<Network.Stage> stages = network.stages();
    for (int i = 0; i < simple.size(); i++) {
      if (Expr.inOrder(List.of(simple.get(i))).contains(node)) {
        return "layer " + stages.get(i).name();
      }
    }
    if (Expr.inOrder(program.outputs()).contains(node)) {
      return "the loss";
    }
    List<Expr> reading =
        program.updates().keySet().stream()
            .filter(v -> Expr.inOrder(List.of(program.updates().get(v))).contains(node))
            .toList();
    return update
        ? "the update of " + reading.getFirst().op().name()
        : "the gradient" + layerOf(reading).map(name -> " at layer " + name).orElse("");
  }

  /** The last layer with one of these parameters, where going back comes by first. */
  private Optional<String> layerOf(List<Expr> variables) {
    Set<Expr> set = new HashSet<>(variables);
    return course.network().stages().reversed().stream()
        .filter(stage -> stage.parameters().stream().anyMatch(p -> set.contains(p.variable())))
        .map(Network.Stage::name)
        .findFirst();
  }

  private static Expr variable(Program program, String name, Network network) {
    return program.variables().stream()
        .filter(v -> v.op().name().equals(name))
        .findFirst()
        .orElseGet(() -> Expr.variable(name, network.input().prepend(1)));
  }

  private Breakdown.Cause cause(Expr node, List<Tensor> inputs, boolean grown) {
    if (node.equals(course.rate())) {
      return Breakdown.Cause.LEARNING_RATE;
    }
    if (node.op() instanceof Variable) {
      boolean given =
          course.network().parameters().stream().noneMatch(p -> p.variable().equals(node));
      return given ? Breakdown.Cause.DATA : Breakdown.Cause.PARAMETER;
    }
    for (int i = 0; i < inputs.size(); i++) {
      Domain domain = node.op().domain(i);
      double least = least(inputs.get(i), domain == Domain.NONZERO);
      if (domain == Domain.NONZERO && least == 0) {
        return Breakdown.Cause.DIVISION;
      }
      if (node.op() instanceof Power(double exponent) && domain == Domain.POSITIVE) {
        if (least < 0) {
          return Breakdown.Cause.POWER;
        } else if (least == 0 && exponent < 0) {
          return Breakdown.Cause.DIVISION;
        }
      }
      boolean logarithm =
          (node.op() instanceof Log && least <= 0) || (node.op() instanceof Log1p && least <= -1);
      if (logarithm) {
        return Breakdown.Cause.LOGARITHM;
      }
    }
    List<Layer> layers = course.network().layers();
    boolean scaled =
        !layers.isEmpty()
            && (layers.getFirst() instanceof Standardize || layers.getFirst() instanceof Rescale);
    if (!scaled && feed.largest() > LARGE) {
      return Breakdown.Cause.FEATURES;
    }
    if (grown) {
      return Breakdown.Cause.LEARNING_RATE;
    }
    return node.op() instanceof Exp || node.op() instanceof Expm1
        ? Breakdown.Cause.EXPONENTIAL
        : Breakdown.Cause.OVERFLOW;
  }

  /** The smallest number of a tensor, or the smallest magnitude. */
  private static double least(Tensor tensor, boolean magnitude) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < tensor.shape().elements(); i++) {
      least = Math.min(least, magnitude ? Math.abs(tensor.at(i)) : tensor.at(i));
    }
    return least;
  }

  private static boolean finite(Tensor tensor) {
    for (int i = 0; i < tensor.shape().elements(); i++) {
      if (!Double.isFinite(tensor.at(i))) {
        return false;
      }
    }
    return true;
  }
}
