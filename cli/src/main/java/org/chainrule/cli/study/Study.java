package org.chainrule.cli.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * A study: a training that is repeated with one of its settings varied, then with another.
 *
 * @param name what users call it
 * @param question what it is to answer
 * @param data what it is tried on if nothing else is said, if there is something
 * @param settings options of {@code chainrule train} and their values; a flag has an empty one
 * @param parts what is varied, one after the other
 */
public record Study(
    String name,
    String question,
    Optional<String> data,
    SequencedMap<String, String> settings,
    List<Part> parts) {

  /** The value of an option that is not given. */
  public static final String NOT_GIVEN = "not given";

  /**
   * A value of the setting that is varied.
   *
   * @param name what it is called in the report
   * @param text what the option gets
   */
  public record Value(String name, String text) {
    /** Values that are called what they are. */
    static List<Value> of(String... texts) {
      return Stream.of(texts).map(text -> new Value(text, text)).toList();
    }
  }

  /**
   * One setting, varied.
   *
   * @param title what it is about
   * @param option the option of {@code chainrule train}
   * @param values what it is set to, one after the other
   * @param also options that belong to this part, which come before those of the study; one that is
   *     {@link #NOT_GIVEN} can't be given by the user either
   * @param first how many updates to show the weights after, 0 for none
   */
  public record Part(
      String title, String option, List<Value> values, Map<String, String> also, int first) {
    public Part {
      values = List.copyOf(values);
      also = Map.copyOf(also);
    }

    /** Without showing first updates. */
    Part(String title, String option, List<Value> values, Map<String, String> also) {
      this(title, option, values, also, 0);
    }

    /** With the settings of the study. */
    Part(String title, String option, String... values) {
      this(title, option, Value.of(values), Map.of(), 0);
    }
  }

  public Study {
    settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
    parts = List.copyOf(parts);
  }

  /**
   * The options for one variant, those of the user before all but the one that is varied.
   *
   * @param own the user's
   */
  public SequencedMap<String, String> options(Part part, Value value, Map<String, String> own) {
    SequencedMap<String, String> options = new LinkedHashMap<>(settings);
    options.putAll(part.also);
    own.forEach(
        (option, text) -> {
          options.remove(option + "-fraction"); // data of one's own stands for a share
          options.put(option, text);
        });
    part.also.forEach(
        (option, text) -> {
          if (text.equals(NOT_GIVEN)) {
            options.remove(option);
          }
        });
    options.remove(part.option);
    if (!value.text.equals(NOT_GIVEN)) {
      options.put(part.option, value.text);
    }
    return options;
  }
}
