package org.chainrule.cli;

import java.util.List;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.data.Quantities;

/** Whether there is anything to learn from examples. */
public final class Learnable {
  /** So many classes, all of them numbers, and more than half as many as examples, are none. */
  private static final int MANY = 20;

  private Learnable() {}

  /**
   * The examples, if they are of at least two classes, or have numbers that differ.
   *
   * @throws DataException if not, or if what is read as classes seem to be numbers
   */
  public static Dataset require(Dataset data, DataLocation place) {
    switch (data.targets()) {
      case Labels labels -> requireClasses(labels.classes(), data, place);
      case Quantities numbers -> {
        for (int k = 0; k < numbers.width(); k++) {
          if (numbers.spreads().get(k).isConstant()) {
            throw new DataException(
                Messages.format(
                    "%s: %s is %s in all %d examples, so there is nothing to learn",
                    place, numbers.quantities().get(k).name(), numbers.at(0, k), data.count()));
          }
        }
      }
    }
    return data;
  }

  private static void requireClasses(List<String> classes, Dataset data, DataLocation place) {
    if (classes.size() < 2) {
      throw new DataException(
          Messages.format(
              "%s: all %d examples are of class %s, but at least two classes are needed",
              place, data.count(), classes.getFirst()));
    }
    if (classes.size() > MANY
        && 2 * classes.size() > data.targets().count()
        && Labels.areNumbers(classes)) {
      throw new DataException(
          Messages.format(
              "%s: the %d labels are %d different numbers, such as %s; train and search tell"
                  + " numbers with a --loss for them, and classes have several examples each",
              place, data.targets().count(), classes.size(), classes.getFirst()));
    }
  }
}
