package org.chainrule.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.training.CrossEntropy;

/** How much the labels of each class count, as users write it. */
final class ClassWeights {
  private ClassWeights() {}

  /**
   * The weights that a text gives to the classes of labels.
   *
   * @throws IllegalArgumentException if it is not like that
   */
  static List<Double> parse(String text, Labels labels) {
    if (text.equals("balanced")) {
      return CrossEntropy.balanced(labels);
    }
    List<Double> weights = new ArrayList<>(Collections.nCopies(labels.classes().size(), 1.0));
    for (String part : text.split(",", -1)) {
      int sign = part.lastIndexOf('=');
      int index = sign < 0 ? -1 : labels.classes().indexOf(part.substring(0, sign).strip());
      if (index < 0) {
        throw new IllegalArgumentException(
            Messages.format(
                "'%s'; 'balanced' or CLASS=NUMBER is expected, of the classes %s",
                part, String.join(", ", labels.classes())));
      }
      weights.set(index, weight(part.substring(sign + 1).strip()));
    }
    return weights;
  }

  private static double weight(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(Messages.format("'%s' is not a number", text), e);
    }
  }
}
