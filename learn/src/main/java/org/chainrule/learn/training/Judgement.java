package org.chainrule.learn.training;

import java.util.List;

/** What came of trying a model on examples. */
public sealed interface Judgement {
  /** How well it did. */
  Score score();

  /** What its quality is. */
  default Measure measure() {
    return switch (this) {
      case OfClasses _ -> Measure.ACCURACY;
      case OfNumbers _ -> Measure.R2;
    };
  }

  /**
   * Of a model that tells classes.
   *
   * @param predictions what it said
   */
  record OfClasses(Score score, Predictions predictions) implements Judgement {}

  /**
   * Of a model that tells numbers.
   *
   * @param estimates what it said
   * @param errors how far each number was from the truth
   */
  record OfNumbers(Score score, Estimates estimates, List<Errors> errors) implements Judgement {
    public OfNumbers {
      errors = List.copyOf(errors);
    }
  }
}
