package org.chainrule.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.chainrule.learn.training.ConfusionMatrix;

/**
 * A class taken for another.
 *
 * @param truth the true class
 * @param prediction what it was taken for
 * @param count how many times
 */
public record Confusion(String truth, String prediction, int count) {

  /** All that a matrix holds, the most frequent first. */
  public static List<Confusion> of(ConfusionMatrix matrix) {
    List<String> classes = matrix.classes();
    List<Confusion> confusions = new ArrayList<>();
    for (int truth = 0; truth < classes.size(); truth++) {
      for (int prediction = 0; prediction < classes.size(); prediction++) {
        int count = matrix.count(truth, prediction);
        if (truth != prediction && count > 0) {
          confusions.add(new Confusion(classes.get(truth), classes.get(prediction), count));
        }
      }
    }
    confusions.sort(Comparator.comparingInt(Confusion::count).reversed());
    return confusions;
  }
}
