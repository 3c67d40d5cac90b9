package org.chainrule.search.space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.chainrule.learn.random.Philox;

/**
 * Settings to choose from: hyper-parameters and their values. All others keep theirs.
 *
 * @param dimensions the values of each by its name
 */
public record Space(SequencedMap<String, Dimension> dimensions) {
  public Space {
    dimensions = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(dimensions));
  }

  /** Values at random, each drawn on its own. */
  public SequencedMap<String, String> draw(Philox random) {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    dimensions.forEach((name, dimension) -> values.put(name, dimension.draw(random)));
    return values;
  }

  /**
   * All combinations, the last hyper-parameter changing fastest.
   *
   * @throws IllegalArgumentException if there is a range, which has no end of values
   */
  public List<SequencedMap<String, String>> combinations() {
    List<SequencedMap<String, String>> all = List.of(new LinkedHashMap<>());
    for (var entry : dimensions.entrySet()) {
      List<SequencedMap<String, String>> more = new ArrayList<>();
      for (SequencedMap<String, String> before : all) {
        switch (entry.getValue()) {
          case Dimension.Choice(List<String> values) -> {
            for (String value : values) {
              SequencedMap<String, String> one = new LinkedHashMap<>(before);
              one.put(entry.getKey(), value);
              more.add(one);
            }
          }
          case Dimension.Range _ ->
              throw new IllegalArgumentException(
                  entry.getKey()
                      + " is a range, which a grid cannot go through; list its values or search at"
                      + " random");
        }
      }
      all = more;
    }
    return all;
  }
}
