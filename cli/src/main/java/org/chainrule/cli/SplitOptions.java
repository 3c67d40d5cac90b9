package org.chainrule.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Quantities;
import org.chainrule.learn.data.Split;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which examples are for learning, which for stopping and which for judging. */
final class SplitOptions {
  private static final double USUAL_VALIDATION = 0.1;
  private static final double USUAL_TEST = 0.2;

  /** Reads examples whose labels must belong to some classes, any if there are none. */
  interface Reader {
    /**
     * Reads them.
     *
     * @throws DataException if that can't be done; it says why
     */
    Dataset read(DataLocation place, List<String> classes);
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "The labels of DATA, if they are in a file of their own.")
  private Optional<Path> labels;

  @Option(
      names = "--validation",
      paramLabel = "DATA",
      description = "Examples that tell when to stop, instead of a part of DATA.")
  private Optional<String> validation;

  @Option(names = "--validation-labels", paramLabel = "FILE", description = "Their labels.")
  private Optional<Path> validationLabels;

  @Option(
      names = "--validation-fraction",
      paramLabel = "SHARE",
      description = "Share of DATA that tells when to stop (default: 0.1; 0 for none).")
  private Optional<Double> validationFraction;

  @Option(
      names = "--test",
      paramLabel = "DATA",
      description = "Examples to judge the result by, instead of a part of DATA.")
  private Optional<String> test;

  @Option(names = "--test-labels", paramLabel = "FILE", description = "Their labels.")
  private Optional<Path> testLabels;

  @Option(
      names = "--test-fraction",
      paramLabel = "SHARE",
      description =
          "Share of DATA to judge the result by (default: 0.2; 0 for none). A folder with MNIST's"
              + " files brings its own test part.")
  private Optional<Double> testFraction;

  /**
   * Checks what can be checked before anything is read.
   *
   * @throws ParameterException if the options contradict each other or a share is out of range
   */
  void check() {
    checkShare("--validation", validation, validationLabels, validationFraction);
    checkShare("--test", test, testLabels, testFraction);
  }

  private void checkShare(
      String name, Optional<String> data, Optional<Path> dataLabels, Optional<Double> fraction) {
    fraction.ifPresent(
        share -> {
          if (!(share >= 0 && share < 1)) {
            throw wrong("%s-fraction is %s; it must be at least 0 and less than 1", name, share);
          }
        });
    if (data.isPresent() && fraction.isPresent()) {
      throw wrong("%s and %s-fraction exclude each other", name, name);
    }
    if (dataLabels.isPresent() && data.isEmpty()) {
      throw wrong("%s-labels needs %s", name, name);
    }
  }

  /**
   * Reads and divides the examples.
   *
   * @throws DataException if they cannot be read, or a network cannot learn from them
   * @throws ParameterException if a part would have no examples, those for learning included
   */
  Examples read(String data, Reader format, long seed) {
    DataLocation named = DataLocation.of(data, labels);
    DataLocation place = named instanceof DataLocation.Folder folder ? folder.train() : named;
    Optional<DataLocation> validationPlace =
        validation.map(text -> DataLocation.of(text, validationLabels));
    Optional<DataLocation> testPlace =
        test.map(text -> DataLocation.of(text, testLabels)).or(() -> testPart(named));
    double validationShare = share(validationFraction, validationPlace, USUAL_VALIDATION);
    double testShare = share(testFraction, testPlace, USUAL_TEST);
    requireRest(validationShare, testShare);
    Map<String, Source> sources = new LinkedHashMap<>();
    sources.put("data", Source.of(place));
    validationPlace.ifPresent(p -> sources.put("validation", Source.of(p)));
    testPlace.ifPresent(p -> sources.put("test", Source.of(p)));
    Dataset whole = named(Learnable.require(format.read(place, List.of()), place), named);
    Optional<Dataset> ownValidation = validationPlace.map(p -> read(p, format, whole, place));
    Optional<Dataset> ownTest = testPlace.map(p -> read(p, format, whole, place));
    Split split = Split.stratified(whole, validationShare, testShare, seed);
    return new Examples(
        whole.name(),
        validationShare + testShare > 0 ? nonEmpty(split.train(), whole) : whole,
        validationShare > 0 ? Optional.of(nonEmpty(split.validation(), whole)) : ownValidation,
        testShare > 0 ? Optional.of(nonEmpty(split.test(), whole)) : ownTest,
        Optional.empty(),
        validationShare,
        testShare,
        sources);
  }

  private Optional<DataLocation> testPart(DataLocation named) {
    return named instanceof DataLocation.Folder folder && testFraction.isEmpty()
        ? Optional.of(folder.test())
        : Optional.empty();
  }

  private static Dataset named(Dataset data, DataLocation named) {
    return named instanceof DataLocation.Folder folder ? data.withName(folder.name()) : data;
  }

  private static double share(Optional<Double> fraction, Optional<DataLocation> own, double usual) {
    return fraction.orElse(own.isPresent() ? 0 : usual);
  }

  private void requireRest(double validationShare, double testShare) {
    if (validationShare + testShare >= 1) {
      throw wrong(
          "--validation-fraction %s and --test-fraction %s leave nothing to learn from; together"
              + " they must be less than 1",
          validationShare, testShare);
    }
  }

  private static Dataset read(
      DataLocation place, Reader format, Dataset whole, DataLocation wholePlace) {
    Dataset data = format.read(place, whole.classes()).withLength(whole.exampleShape().getFirst());
    if (data.width() != whole.width()) {
      throw new DataException(
          Messages.format(
              "%s: %s an example, but %s has %d",
              place, Messages.count(data.width(), "feature"), wholePlace, whole.width()));
    }
    if (data.targets() instanceof Quantities numbers
        && whole.targets() instanceof Quantities others
        && numbers.width() != others.width()) {
      throw new DataException(
          Messages.format(
              "%s: %d numbers to be told of an example, but %s has %d",
              place, numbers.width(), wholePlace, others.width()));
    }
    return data;
  }

  private Dataset nonEmpty(Dataset part, Dataset whole) {
    if (part.count() == 0) {
      throw wrong(
          "there are no examples for %s, as there are only %d in all; change --validation-fraction"
              + " and --test-fraction (0 for none)",
          part.name(), whole.count());
    }
    return part;
  }

  private ParameterException wrong(String message, Object... arguments) {
    return Messages.wrong(command, message, arguments);
  }
}
