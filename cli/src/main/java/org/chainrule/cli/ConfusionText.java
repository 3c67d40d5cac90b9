package org.chainrule.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chainrule.learn.training.ConfusionMatrix;

/** A confusion matrix as a table of text. */
final class ConfusionText {
  private ConfusionText() {}

  /** A row for each true class, a column for each predicted one; 0 is a dot. */
  static String table(ConfusionMatrix confusion) {
    List<String> classes = confusion.classes();
    List<List<String>> rows = new ArrayList<>();
    rows.add(Stream.concat(Stream.of("true \\ predicted"), classes.stream()).toList());
    for (int truth = 0; truth < classes.size(); truth++) {
      List<String> row = new ArrayList<>(List.of(classes.get(truth)));
      for (int predicted = 0; predicted < classes.size(); predicted++) {
        int count = confusion.count(truth, predicted);
        row.add(count == 0 ? "." : Integer.toString(count));
      }
      rows.add(row);
    }
    return Columns.align(rows);
  }
}
