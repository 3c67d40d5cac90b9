package org.chainrule.search.strategy;

import java.util.List;
import java.util.SequencedMap;
import org.chainrule.search.Trial;
import org.chainrule.search.space.Space;

/**
 * Which settings are tried, a function of what came of those before: so a search that was
 * interrupted goes on as it would have.
 */
public sealed interface Strategy permits Grid, RandomSearch, Halving, Tpe {
  /**
   * The settings to try next, which may be tried at the same time.
   *
   * @param done the trials of all settings that were given before, in that order
   * @return none when the search is over
   */
  List<SequencedMap<String, String>> next(Space space, List<Trial> done, long seed);

  /** How many trials there are in all. */
  int trials(Space space);
}
