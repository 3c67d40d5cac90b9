package org.chainrule.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Quantities;
import org.chainrule.learn.data.Quantity;
import org.chainrule.learn.text.TextEncoder;

/**
 * The examples of a run.
 *
 * @param name what to call them together
 * @param train those to learn from
 * @param validation those that tell when to stop
 * @param test those that neither learning nor stopping has seen
 * @param encoder what turned texts into these examples, if they were texts
 * @param validationFraction share of the data that was set apart for validation
 * @param testFraction share of the data that was set apart for the test
 * @param sources where they came from, by what they were for
 */
record Examples(
    String name,
    Dataset train,
    Optional<Dataset> validation,
    Optional<Dataset> test,
    Optional<TextEncoder> encoder,
    double validationFraction,
    double testFraction,
    Map<String, Source> sources) {

  /** The same with something done to each part. */
  Examples mapped(Optional<TextEncoder> encoding, UnaryOperator<Dataset> change) {
    return new Examples(
        name,
        change.apply(train),
        validation.map(change),
        test.map(change),
        encoding,
        validationFraction,
        testFraction,
        sources);
  }

  /** The same with numbers seen as standardised over those to learn from. */
  Examples standardized() {
    if (!(train.targets() instanceof Quantities learned)) {
      return this;
    }
    List<Quantity> seen = learned.standardized().quantities();
    return mapped(
        encoder,
        part ->
            part.targets() instanceof Quantities numbers ? part.with(numbers.with(seen)) : part);
  }

  /** The part to judge a model by. */
  Dataset judged() {
    return parts().lastEntry().getValue();
  }

  /** The parts that there are, by name; the one to judge a model by is the last. */
  SequencedMap<String, Dataset> parts() {
    SequencedMap<String, Dataset> parts = new LinkedHashMap<>();
    parts.put("train", train);
    validation.ifPresent(data -> parts.put("validation", data));
    test.ifPresent(data -> parts.put("test", data));
    return parts;
  }
}
