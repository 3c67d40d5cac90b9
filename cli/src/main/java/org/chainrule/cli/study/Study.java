package org.chainrule.cli.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

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
   * One setting, varied.
   *
   * @param title what it is about
   * @param option the option of {@code chainrule train}
   * @param values what it is set to, one after the other
   * @param also options that belong to this part, which come before those of the study
   */
  public record Part(String title, String option, List<String> values, Map<String, String> also) {
    public Part {
      values = List.copyOf(values);
      also = Map.copyOf(also);
    }

    /** With the settings of the study. */
    public Part(String title, String option, String... values) {
      this(title, option, List.of(values), Map.of());
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
  public SequencedMap<String, String> options(Part part, String value, Map<String, String> own) {
    SequencedMap<String, String> options = new LinkedHashMap<>(settings);
    options.putAll(part.also);
    options.putAll(own);
    options.remove(part.option);
    if (!value.equals(NOT_GIVEN)) {
      options.put(part.option, value);
    }
    return options;
  }
}
