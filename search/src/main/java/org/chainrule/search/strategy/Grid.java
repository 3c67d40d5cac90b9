package org.chainrule.search.strategy;

import java.util.List;
import java.util.SequencedMap;
import org.chainrule.search.Trial;
import org.chainrule.search.space.Space;

/** All combinations of the values. */
public record Grid() implements Strategy {
  @Override
  public List<SequencedMap<String, String>> next(Space space, List<Trial> done, long seed) {
    return done.isEmpty() ? space.combinations() : List.of();
  }

  @Override
  public int trials(Space space) {
    return space.combinations().size();
  }
}
