package org.chainrule.learn.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Examples, and what a model should say of them.
 *
 * @param name what to call it in messages and reports
 * @param exampleShape the shape of one example, such as [8, 8] for an image of eight rows
 * @param featureNames a name for each column, or none at all
 * @param features what a model reads
 * @param targets what it should say of each example, or of each step of each sequence
 */
public record Dataset(
    String name,
    List<Integer> exampleShape,
    List<String> featureNames,
    Features features,
    Targets targets) {

  /**
   * Checks that the parts fit together.
   *
   * @throws IllegalArgumentException if they do not
   */
  public Dataset {
    exampleShape = List.copyOf(exampleShape);
    featureNames = List.copyOf(featureNames);
    long size = 1;
    for (int extent : exampleShape) {
      size *= extent;
    }
    if (exampleShape.stream().anyMatch(extent -> extent < 1) || size != features.width()) {
      throw new IllegalArgumentException(
          name
              + ": an example of shape "
              + exampleShape
              + " does not have "
              + features.width()
              + " values");
    }
    if (!featureNames.isEmpty() && featureNames.size() != features.width()) {
      throw new IllegalArgumentException(
          name + ": " + featureNames.size() + " names for " + features.width() + " columns");
    }
    if (features.count() != targets.count() && !stepwise(features, targets)) {
      throw new IllegalArgumentException(
          name + ": " + targets.count() + " targets for " + features.count() + " examples");
    }
  }

  /** A dataset whose columns have no names. */
  public Dataset(String name, List<Integer> exampleShape, Features features, Targets targets) {
    this(name, exampleShape, List.of(), features, targets);
  }

  /**
   * The class of each example, or of each step.
   *
   * @throws IllegalArgumentException if its targets are numbers
   */
  public Labels labels() {
    if (targets instanceof Labels labels) {
      return labels;
    }
    throw new IllegalArgumentException(name + " has numbers, but classes are expected");
  }

  /** The classes of its labels; none if its targets are numbers. */
  public List<String> classes() {
    return targets instanceof Labels labels ? labels.classes() : List.of();
  }

  /** How many examples there are. */
  public int count() {
    return features.count();
  }

  /** How many numbers an example has. */
  public int width() {
    return features.width();
  }

  /** Whether its examples are sequences that have a label for each step, not one each. */
  public boolean stepwise() {
    return stepwise(features, targets);
  }

  private static boolean stepwise(Features features, Targets targets) {
    return features instanceof Features.Sequences sequences
        && targets instanceof Labels
        && sequences.steps().count() == targets.count();
  }

  /**
   * The number of an example's first label among all labels; for one more than the last example,
   * how many labels there are.
   */
  public int firstLabel(int example) {
    return stepwise() ? ((Features.Sequences) features).begin(example) : example;
  }

  /** The same under another name. */
  public Dataset withName(String newName) {
    return new Dataset(newName, exampleShape, featureNames, features, targets);
  }

  /**
   * The same with its examples in another shape of as many values.
   *
   * @throws IllegalArgumentException if the shape does not have as many values
   */
  public Dataset withExampleShape(List<Integer> shape) {
    return new Dataset(name, shape, featureNames, features, targets);
  }

  /**
   * The same with its sequences filled up to another length; a dataset of others as it is.
   *
   * @throws DataException if a sequence has more steps
   */
  public Dataset withLength(int length) {
    if (!(features instanceof Features.Sequences sequences) || exampleShape.isEmpty()) {
      return this;
    }
    List<Integer> shape = new ArrayList<>(exampleShape);
    shape.set(0, length);
    try {
      return new Dataset(name, shape, featureNames, sequences.withLength(length), targets);
    } catch (IllegalArgumentException e) {
      throw new DataException(name + ": " + e.getMessage(), e);
    }
  }

  /** The same with other targets. */
  public Dataset with(Targets others) {
    return new Dataset(name, exampleShape, featureNames, features, others);
  }

  /**
   * The same with the labels among other classes.
   *
   * @throws IllegalArgumentException if the class of an example is not one of them
   */
  public Dataset withClasses(List<String> classes) {
    return with(labels().withClasses(classes));
  }

  /** The examples of the given numbers, in that order. */
  public Dataset select(int[] examples) {
    int[] labelled = stepwise() ? ((Features.Sequences) features).steps(examples) : examples;
    return new Dataset(
        name, exampleShape, featureNames, features.select(examples), targets.select(labelled));
  }
}
