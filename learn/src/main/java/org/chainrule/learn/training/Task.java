package org.chainrule.learn.training;

import java.util.List;
import java.util.Locale;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.data.Quantities;
import org.chainrule.learn.data.Quantity;

/** What a model tells. */
public sealed interface Task {
  /**
   * The class of an example, or of each step of a sequence. A network for it has an output for each
   * class, or a single one for two classes: that of which σ is the probability of the second.
   *
   * @param classes the names of the classes
   */
  record Classification(List<String> classes) implements Task {
    public Classification {
      classes = List.copyOf(classes);
    }
  }

  /**
   * Numbers. A network for it has an output for each, of which {@link Quantity#unscaled} is the
   * number.
   *
   * @param quantities what the numbers are
   * @param loss how wrong ones are judged
   */
  record Regression(List<Quantity> quantities, RegressionLoss loss) implements Task {
    public Regression {
      quantities = List.copyOf(quantities);
    }
  }

  /** By what its models are judged besides by their loss. */
  default Measure measure() {
    return switch (this) {
      case Classification _ -> Measure.ACCURACY;
      case Regression _ -> Measure.R2;
    };
  }

  /**
   * What there is to learn from examples.
   *
   * @throws IllegalArgumentException if the loss is not one for their targets
   */
  static Task of(Dataset data, Loss loss) {
    return switch (data.targets()) {
      case Labels labels when loss.measure() == Measure.ACCURACY ->
          new Classification(labels.classes());
      case Quantities numbers when loss instanceof RegressionLoss regression ->
          new Regression(numbers.quantities(), regression);
      default ->
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "%s has %s, and the loss is not one for them but %s",
                  data.name(),
                  data.targets() instanceof Labels ? "classes" : "numbers",
                  loss));
    };
  }
}
