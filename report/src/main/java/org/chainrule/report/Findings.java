package org.chainrule.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.drawing.Wording;
import org.chainrule.learn.training.Epoch;
import org.chainrule.learn.training.LayerGradients;
import org.chainrule.report.StudyReport.Variant;

/** What the numbers of trainings say that differ in one setting. */
final class Findings {
  /** A validation loss that stays so much above its lowest tells of over-fitting. */
  private static final double RISE = 1.05;

  /** A validation loss that is so much below the training loss needs an explanation. */
  private static final double BELOW = 0.97;

  /** A gradient that is smaller or larger by this factor in the first layer than in the last. */
  private static final double LOST = 100;

  private static final Pattern ORDERED = Pattern.compile("none|[0-9.,e-]+");

  private Findings() {}

  static String of(StudyReport.Part part) {
    List<Variant> done = part.variants().stream().filter(v -> !v.epochs().isEmpty()).toList();
    List<String> sentences = new ArrayList<>();
    if (!done.isEmpty()) {
      sentences.add(best(done));
      sentences.add(order(done, "training loss at the end", v -> last(v).training().loss()));
      sentences.add(order(done, "loss at its best", v -> v.best().score().loss()));
    }
    sentences.add(below(done));
    sentences.add(overFitted(done.stream().filter(Findings::overFits).toList()));
    done.forEach(variant -> sentences.addAll(remarks(variant)));
    for (Variant variant : part.variants()) {
      variant
          .failure()
          .ifPresent(
              reason ->
                  sentences.add(
                      variant.value() + ": " + reason.lines().findFirst().orElse("") + "."));
    }
    return String.join(" ", sentences.stream().filter(text -> !text.isEmpty()).toList());
  }

  private static Epoch last(Variant variant) {
    return variant.epochs().getLast();
  }

  private static String best(List<Variant> done) {
    Comparator<Variant> byLoss = Comparator.comparingDouble(v -> v.best().score().loss());
    Variant best = done.stream().min(byLoss).orElseThrow();
    Variant worst = done.stream().max(byLoss).orElseThrow();
    Variant sharpest =
        done.stream().max(Comparator.comparingDouble(Findings::accuracy)).orElseThrow();
    String kind = last(best).validation().isPresent() ? "validation" : "training";
    String text =
        format(
            "The %s loss is lowest with %s: %s in epoch %d, where the accuracy is %s.",
            kind,
            best.value(),
            Wording.number(best.best().score().loss()),
            best.best().number(),
            Wording.percent(accuracy(best), 2));
    if (done.size() > 1) {
      text +=
          format(
              " It is highest with %s: %s at its lowest (accuracy %s).",
              worst.value(),
              Wording.number(worst.best().score().loss()),
              Wording.percent(accuracy(worst), 2));
    }
    return accuracy(sharpest) > accuracy(best)
        ? text
            + format(
                " The accuracy is highest with %s: %s.",
                sharpest.value(), Wording.percent(accuracy(sharpest), 2))
        : text;
  }

  private static double accuracy(Variant variant) {
    return variant.best().score().accuracy();
  }

  /**
   * Says if a number only falls or only rises from each variant to the next, where they have an
   * order: that of numbers, or of depths.
   */
  private static String order(List<Variant> done, String what, ToDoubleFunction<Variant> number) {
    if (done.size() < 3 || !done.stream().allMatch(v -> ORDERED.matcher(v.value()).matches())) {
      return "";
    }
    double[] values = done.stream().mapToDouble(number).toArray();
    boolean falls = true;
    boolean rises = true;
    for (int i = 1; i < values.length; i++) {
      falls &= values[i] < values[i - 1];
      rises &= values[i] > values[i - 1];
    }
    return falls || rises
        ? format(
            "From %s to %s, the %s only %s: from %s to %s.",
            done.getFirst().value(),
            done.getLast().value(),
            what,
            falls ? "falls" : "rises",
            Wording.number(values[0]),
            Wording.number(values[values.length - 1]))
        : "";
  }

  /** Whether the validation loss stays above its lowest in the last quarter of the epochs. */
  private static boolean overFits(Variant variant) {
    List<Epoch> epochs = variant.epochs();
    Epoch last = epochs.getLast();
    int late = epochs.size() - Math.max(1, epochs.size() / 4);
    return last.validation().isPresent()
        && epochs.subList(late, epochs.size()).stream()
            .allMatch(e -> e.score().loss() > RISE * variant.best().score().loss())
        && last.training().loss() < variant.best().training().loss();
  }

  private static String overFitted(List<Variant> variants) {
    if (variants.isEmpty()) {
      return "";
    }
    if (variants.size() == 1) {
      Variant only = variants.getFirst();
      return format(
          "%s over-fits: after epoch %d its validation loss rises to %s while the training loss"
              + " goes on falling, to %s.",
          only.value(),
          only.best().number(),
          Wording.number(last(only).score().loss()),
          Wording.number(last(only).training().loss()));
    }
    List<String> rises = new ArrayList<>();
    for (Variant v : variants) {
      rises.add(
          format(
              "%s from %s in epoch %d to %s",
              v.value(),
              Wording.number(v.best().score().loss()),
              v.best().number(),
              Wording.number(last(v).score().loss())));
    }
    return "Over-fitting, a validation loss that rises while the training loss goes on falling: "
        + String.join("; ", rises)
        + ".";
  }

  private static List<String> remarks(Variant variant) {
    List<String> remarks = new ArrayList<>();
    variant
        .gradients()
        .flatMap(gradients -> lost(variant.value(), gradients))
        .ifPresent(remarks::add);
    variant
        .units()
        .filter(rows -> rows.distinct() < rows.rows())
        .ifPresent(
            rows ->
                remarks.add(
                    format(
                        "With %s the %d units of the first layer have %s between them: units that"
                            + " begin equal stay equal.",
                        variant.value(),
                        rows.rows(),
                        rows.distinct() == 1
                            ? "one set of weights"
                            : rows.distinct() + " sets of weights")));
    variant.single().ifPresent(layer -> remarks.add(single(variant.value(), layer)));
    return remarks;
  }

  private static String single(String value, OneLayer layer) {
    return format(
        "With %s the %d dense layers have no non-linearity between them and are one: with the"
            + " product of their weights, %d×%d, and one offset for each output, %s numbers in"
            + " place of %s, all probabilities of the training examples are the same to within"
            + " %.1e.",
        value,
        layer.layers(),
        layer.inputs(),
        layer.outputs(),
        Wording.count((layer.inputs() + 1L) * layer.outputs()),
        Wording.count(layer.parameters()),
        layer.difference());
  }

  /** Whether gradients become small, or large, on their way back to the first layer. */
  private static Optional<String> lost(String value, LayerGradients gradients) {
    double share = gradients.share();
    if (gradients.sizes().getFirst() == 0) {
      return Optional.of(
          format("With %s no gradient reaches the first layer when training begins.", value));
    }
    return share < 1 / LOST || share > LOST
        ? Optional.of(
            format(
                "With %s the gradient %s: when training begins it is %s in a weight of the first of"
                    + " %d layers, and %s, %s times as large, in one of the last (root mean"
                    + " squares).",
                value,
                share < 1 ? "vanishes on its way back" : "grows on its way back",
                Wording.number(gradients.sizes().getFirst()),
                gradients.sizes().size(),
                Wording.number(gradients.sizes().getLast()),
                Wording.number(1 / share)))
        : Optional.empty();
  }

  /**
   * A variant whose validation loss is below the training loss.
   *
   * @param epoch the epoch whose weights were kept
   * @param after the training loss measured after it, like the validation loss
   */
  private record Below(String value, Epoch epoch, double after) {
    static Optional<Below> of(Variant variant) {
      return variant.epochs().stream()
          .filter(e -> e.number() == variant.kept() && e.validation().isPresent())
          .filter(e -> e.score().loss() < BELOW * e.training().loss())
          .findFirst()
          .flatMap(e -> variant.trained().map(t -> new Below(variant.value(), e, t.loss())));
    }

    boolean isExplained() {
      return after < epoch.score().loss();
    }

    String during() {
      return format(
          "%s (%s in epoch %d against %s)",
          value,
          Wording.number(epoch.score().loss()),
          epoch.number(),
          Wording.number(epoch.training().loss()));
    }

    String measured() {
      return format("%s with %s", Wording.number(after), value);
    }
  }

  /** Why validation losses are below the training losses, where they are. */
  private static String below(List<Variant> done) {
    List<Below> all = done.stream().flatMap(v -> Below.of(v).stream()).toList();
    if (all.isEmpty()) {
      return "";
    }
    String explained = list(all.stream().filter(Below::isExplained).map(Below::measured));
    String easier = list(all.stream().filter(b -> !b.isExplained()).map(Below::measured));
    return "The validation loss is below the training loss, a mean over the epoch with whatever is"
        + " random in training, with "
        + list(all.stream().map(Below::during))
        + "."
        + (explained.isEmpty()
            ? ""
            : " Measured after the epoch like the validation loss, the training loss is lower: "
                + explained
                + ".")
        + (easier.isEmpty()
            ? ""
            : " It is still not lower, measured likewise, where these validation examples are the"
                + " easier ones: "
                + easier
                + ".");
  }

  private static String list(Stream<String> parts) {
    return parts.collect(Collectors.joining(", "));
  }

  private static String format(String text, Object... arguments) {
    return String.format(Locale.ROOT, text, arguments);
  }
}
