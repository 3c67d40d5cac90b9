package org.chainrule.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.chainrule.learn.data.Dataset;
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
