package org.chainrule.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.learn.data.Quantities;
import org.chainrule.learn.training.Errors;
import org.chainrule.learn.training.Estimates;

/**
 * How far the numbers that a model tells are from the truth.
 *
 * @param part the part of the data that it was tried on, for example "test"
 * @param targets the numbers, one by one
 */
public record Deviations(String part, List<Target> targets) {
  public Deviations {
    targets = List.copyOf(targets);
  }

  /**
   * One number of all examples.
   *
   * @param name what it is called
   * @param truth what it is
   * @param told what the model says
   */
  public record Target(String name, List<Double> truth, List<Double> told, Errors errors) {
    public Target {
      truth = List.copyOf(truth);
      told = List.copyOf(told);
    }
  }

  /** What a model told of some examples, beside the truth. */
  public static Deviations of(String part, Estimates estimates, Quantities truth) {
    List<Errors> errors = estimates.errors(truth);
    List<Target> targets = new ArrayList<>();
    for (int k = 0; k < errors.size(); k++) {
      targets.add(
          new Target(
              truth.quantities().get(k).name(),
              Arrays.stream(truth.column(k)).boxed().toList(),
              Arrays.stream(estimates.column(k)).boxed().toList(),
              errors.get(k)));
    }
    return new Deviations(part, targets);
  }
}
