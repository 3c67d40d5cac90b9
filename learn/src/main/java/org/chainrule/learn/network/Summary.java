package org.chainrule.learn.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;

/**
 * What a network is made of.
 *
 * @param input the shape of one example
 * @param rows its layers, first to last
 */
public record Summary(Shape input, List<Row> rows) {
  /**
   * A layer.
   *
   * @param name its name in the network
   * @param layer what it is, as {@link LayerText} writes it
   * @param output the shape of its output for one example
   * @param trained how many numbers it has that are trained
   * @param statistics how many others
   * @param flops the operations of its products for one example, 2 for each multiplication with its
   *     addition; see {@link Flops}
   */
  public record Row(
      String name, String layer, Shape output, long trained, long statistics, double flops) {}

  /** That of a network. */
  static Summary of(Network network) {
    List<Expr> outputs =
        network.forward(Expr.variable("x", network.input().prepend(1)), Mode.EVALUATION).outputs();
    List<Row> rows = new ArrayList<>();
    double before = 0;
    for (Network.Stage stage : network.stages()) {
      double flops = Flops.of(outputs.subList(0, rows.size() + 1));
      long trained = Parameter.trainedNumbers(stage.parameters().stream());
      long all = stage.parameters().stream().mapToLong(p -> p.shape().elements()).sum();
      rows.add(
          new Row(
              stage.name(),
              LayerText.of(stage.layer()),
              stage.output(),
              trained,
              all - trained,
              flops - before));
      before = flops;
    }
    return new Summary(network.input(), rows);
  }

  /** How many numbers are trained. */
  public long trained() {
    return rows.stream().mapToLong(Row::trained).sum();
  }

  /** How many numbers are parameters but not trained. */
  public long statistics() {
    return rows.stream().mapToLong(Row::statistics).sum();
  }

  /** The operations of the products of one example's forward pass. */
  public double flops() {
    return rows.stream().mapToDouble(Row::flops).sum();
  }

  /** A table of the layers and their sum. */
  @Override
  public String toString() {
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.of("name", "layer", "output", "parameters", "statistics", "FLOPs"));
    cells.add(List.of("input", "", input.toString(), "", "", ""));
    for (Row row : rows) {
      cells.add(
          List.of(
              row.name,
              row.layer,
              row.output.toString(),
              number(row.trained),
              number(row.statistics),
              number(Math.round(row.flops))));
    }
    cells.add(
        List.of(
            "all", "", "", number(trained()), number(statistics()), number(Math.round(flops()))));
    int[] widths = new int[cells.getFirst().size()];
    cells.forEach(
        row -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
          }
        });
    StringBuilder text = new StringBuilder();
    for (List<String> row : cells) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = row.get(i);
        boolean left = i < 3;
        line.append(left ? cell : "").repeat(' ', widths[i] - cell.length());
        line.append(left ? "" : cell).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
