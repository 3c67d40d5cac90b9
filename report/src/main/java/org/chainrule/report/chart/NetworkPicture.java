package org.chainrule.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Ink;
import org.chainrule.drawing.Mark;
import org.chainrule.drawing.Mark.Anchor;
import org.chainrule.drawing.Mark.Label;
import org.chainrule.drawing.Mark.Line;
import org.chainrule.drawing.Mark.Polygon;
import org.chainrule.drawing.Mark.Rectangle;
import org.chainrule.drawing.Paint;
import org.chainrule.drawing.Point;
import org.chainrule.drawing.Wording;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Task;

/**
 * A network from left to right: units as circles, weights as lines between them, blue where
 * positive and vermilion where negative, the stronger the larger.
 *
 * <p>With an example, the circles hold what becomes of it in the same colours, and beside the
 * outputs stand the probabilities of the classes, or the numbers that the model tells.
 */
public final class NetworkPicture {
  private static final double WIDTH = 960;
  private static final double MARGIN = 72;
  private static final double LEAST_SPACING = 124;
  private static final double MOST_SPACING = 320;
  private static final double FONT = 12;
  private static final double LONGEST_NAME = 100;
  private static final double BAR = 60;
  private static final double PERCENT = 48;
  private static final double FAINTEST = 0.04;
  private static final double STRONGEST = 0.75;

  private final Model model;
  private final Optional<ForwardPass> pass;
  private final double beside;
  private final double width;
  private final List<DrawnColumn> columns;

  private NetworkPicture(Model model, Optional<Tensor> example) {
    this.model = model;
    pass = example.map(values -> ForwardPass.of(model, values));
    beside =
        names().stream()
            .mapToDouble(name -> Math.min(LONGEST_NAME, Wording.width(name, FONT)))
            .max()
            .orElse(0);
    double right = Math.max(MARGIN, 24 + beside + (pass.isPresent() ? 10 + BAR + PERCENT : 0));
    List<NetworkColumn> all = NetworkColumn.of(model.network(), pass);
    double gaps = all.stream().skip(1).mapToDouble(NetworkPicture::gap).sum();
    double spacing =
        Math.clamp((WIDTH - MARGIN - right) / Math.max(1, gaps), LEAST_SPACING, MOST_SPACING);
    double body = all.stream().mapToDouble(DrawnColumn::height).max().orElse(0);
    columns = new ArrayList<>();
    double x = MARGIN;
    for (NetworkColumn column : all) {
      x += columns.isEmpty() ? 0 : gap(column) * spacing;
      columns.add(new DrawnColumn(column, x, spacing - 8, body));
    }
    width = columns.getLast().x() + right;
  }

  /**
   * The picture of a model.
   *
   * @param example what to show on its way through the network, with as many values as it reads
   */
  public static Drawing of(Model model, Optional<Tensor> example) {
    NetworkPicture picture = new NetworkPicture(model, example);
    List<DrawnColumn> columns = picture.columns;
    List<Mark> marks = new ArrayList<>();
    for (int i = 1; i < columns.size(); i++) {
      marks.addAll(picture.between(columns.get(i - 1), columns.get(i)));
    }
    columns.forEach(column -> marks.addAll(column.marks()));
    marks.addAll(picture.classes(columns.getLast()));
    double height = columns.stream().mapToDouble(DrawnColumn::bottom).max().orElse(0);
    return new Drawing("Network", describe(model.network()), picture.width, height, marks);
  }

  /** How far a column is from the one before, where 1 leaves room for connections. */
  private static double gap(NetworkColumn column) {
    return column.weighs() ? 1 : 0.8;
  }

  private List<Mark> between(DrawnColumn from, DrawnColumn to) {
    if (from.column().isPicture() || to.column().isPicture()) {
      return List.of(funnel(from, to));
    }
    return to.column()
        .weights(model)
        .map(weights -> connections(from, to, weights))
        .orElseGet(() -> List.of(funnel(from, to)));
  }

  private static Mark funnel(DrawnColumn from, DrawnColumn to) {
    double left = from.x() + from.halfWidth() + 4;
    double right = to.x() - to.halfWidth() - 4;
    double middle = from.middle().y();
    return new Polygon(
        List.of(
            new Point(left, middle - from.halfHeight()),
            new Point(right, middle - to.halfHeight()),
            new Point(right, middle + to.halfHeight()),
            new Point(left, middle + from.halfHeight())),
        new Paint(Ink.GRID, 0.6));
  }

  /** A weight between two units that are drawn. */
  private record Connection(Point from, Point to, double weight) {
    double size() {
      return Double.isFinite(weight) ? Math.abs(weight) : 0;
    }
  }

  private static List<Mark> connections(DrawnColumn from, DrawnColumn to, Tensor weights) {
    int[] inputs = from.column().shown();
    int[] outputs = to.column().shown();
    List<Connection> connections =
        IntStream.range(0, inputs.length * outputs.length)
            .mapToObj(
                i -> {
                  int input = i / outputs.length;
                  int output = i % outputs.length;
                  return new Connection(
                      from.circle(input),
                      to.circle(output),
                      weights.get(inputs[input], outputs[output]));
                })
            .sorted(Comparator.comparingDouble(Connection::size))
            .toList();
    double largest = connections.getLast().size();
    return connections.stream().<Mark>map(c -> connection(c, largest)).toList();
  }

  private static Mark connection(Connection connection, double largest) {
    double share = largest == 0 ? 0 : connection.size() / largest;
    Ink ink = connection.weight() < 0 ? Ink.VERMILION : Ink.BLUE;
    double opacity = FAINTEST + (STRONGEST - FAINTEST) * Math.pow(share, 1.5);
    return Line.straight(connection.from(), connection.to(), new Paint(ink, opacity), 1.25);
  }

  /** What stands beside the outputs; a single one for two classes is the second. */
  private List<String> names() {
    return model.outputs().subList(alone(), model.outputs().size());
  }

  /** How many of the model's answers have no output of their own: 1 for two classes, else 0. */
  private int alone() {
    return model.outputs().size() - model.network().output().size(-1);
  }

  /**
   * The names beside the output units, and probabilities or numbers; none where there are outputs
   * for each step of a sequence, which are drawn as a picture.
   */
  private List<Mark> classes(DrawnColumn output) {
    if (output.column().isPicture()) {
      return List.of();
    }
    int[] shown = output.column().shown();
    double left = output.x() + 18;
    double bars = left + beside + 10;
    return IntStream.range(0, shown.length)
        .boxed()
        .flatMap(
            i -> {
              Point unit = output.circle(i);
              double line = unit.y() + 0.36 * FONT;
              String name = Wording.fit(names().get(shown[i]), FONT, LONGEST_NAME);
              Label label = new Label(name, new Point(left, line), Anchor.START, FONT, Ink.TEXT);
              return Stream.concat(
                  Stream.of(label),
                  pass.map(p -> p.answers().at(alone() + shown[i])).stream()
                      .flatMap(answer -> answer(answer, bars, unit.y(), line)));
            })
        .toList();
  }

  private Stream<Mark> answer(double value, double left, double middle, double line) {
    return switch (model.task()) {
      case Task.Classification _ -> bar(value, left, middle, line);
      case Task.Regression _ ->
          Stream.of(
              new Label(
                  Wording.number(value), new Point(left, line), Anchor.START, FONT, Ink.MUTED));
    };
  }

  private static Stream<Mark> bar(double probability, double left, double middle, double line) {
    double length = Double.isNaN(probability) ? 0 : BAR * probability;
    Point end = new Point(left + length + 5, line);
    Mark bar = new Rectangle(left, middle - 6, length, 12, 1, Paint.of(Ink.BLUE));
    return Stream.of(
        bar, new Label(Wording.probability(probability), end, Anchor.START, FONT - 1, Ink.MUTED));
  }

  private static String describe(Network network) {
    String stages =
        network.stages().stream()
            .map(stage -> stage.name() + " " + stage.output())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "From the input %s through %s; %s trained parameters.",
        network.input(),
        stages,
        Wording.count(Parameter.trainedNumbers(network.parameters().stream())));
  }
}
