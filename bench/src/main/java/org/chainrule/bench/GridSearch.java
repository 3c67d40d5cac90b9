package org.chainrule.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chainrule.bench.grid.Search;
import org.chainrule.engine.Precision;

/**
 * A whole grid search, from graphs to the final training, planning included.
 *
 * @param name the name that users call it by
 * @param description what it does, in a line
 * @param search what is searched
 * @param accuracy what the best network must reach
 */
record GridSearch(String name, String description, Search search, double accuracy)
    implements Workload {
  @Override
  public Unit unit() {
    return Unit.SECONDS;
  }

  @Override
  public Measurement measure(Conditions conditions, Watcher watcher) throws WorkloadException {
    List<Double> seconds = new ArrayList<>();
    String outcome = "";
    for (int i = 0; i <= conditions.samples(); i++) { // the first is the warm-up
      watcher.begin(name, i);
      long begin = System.nanoTime();
      Search.Found found =
          search.run(Precision.FLOAT32, conditions.threads(), () -> conditions.engine(1));
      seconds.add((System.nanoTime() - begin) / 1e9);
      outcome =
          String.format(Locale.ROOT, "accuracy %.3f, %d epochs", found.accuracy(), found.epochs());
      if (!(found.accuracy() >= accuracy)) {
        throw new WorkloadException(
            String.format(
                Locale.ROOT,
                "%s does not learn: the best of %d networks (%s) has an accuracy of %.3f; it"
                    + " should have at least %.2f",
                name,
                search.settings().size(),
                found.best(),
                found.accuracy(),
                accuracy));
      }
    }
    return Measurement.of(this, conditions, seconds.subList(1, seconds.size()), 1, outcome);
  }
}
