package org.chainrule.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.chainrule.learn.estimator.MlpSettings;
import org.chainrule.learn.estimator.SideBySide;
import org.chainrule.learn.estimator.SideBySide.Job;
import org.chainrule.learn.estimator.SideBySide.Trained;
import org.chainrule.learn.training.Measure;
import org.chainrule.search.space.Space;
import org.chainrule.search.strategy.Strategy;

/**
 * A search: the fixed settings, then those that a strategy proposes are tried on every fold, all
 * models of a proposal side by side.
 *
 * @param trainings what is learnt, and on what
 * @param base the settings that are tried first, and that hold where a trial does not say otherwise
 * @param space what is searched
 * @param strategy in which order
 * @param folds what settings are scored on
 * @param seed decides what is drawn at random
 */
public record Search(
    SideBySide trainings,
    MlpSettings base,
    Space space,
    Strategy strategy,
    List<Fold> folds,
    long seed) {
  public Search {
    folds = List.copyOf(folds);
  }

  /** Who watches a search. */
  public interface Watcher {
    /** Nobody. */
    Watcher NONE = trial -> {};

    /** A trial is done. */
    void done(Trial trial);

    /** Whether the search is to end. */
    default boolean cancelled() {
      return false;
    }
  }

  /**
   * What a search found.
   *
   * @param measure by what trials are scored
   * @param base the trial of the fixed settings
   * @param best the best trial, the first of several, or that of the fixed settings
   * @param trials all others, once each, in the order in which they were proposed
   * @param complete whether no trial is missing
   */
  public record Result(
      Measure measure, Trial base, Trial best, List<Trial> trials, boolean complete) {
    public Result {
      trials = List.copyOf(trials);
    }

    /** How many trials were done, that of the fixed settings included. */
    public int count() {
      return trials.size() + 1;
    }

    /** By how much the best score exceeds that of the fixed settings. */
    public double difference() {
      return best.score() - base.score();
    }
  }

  /** By what trials are scored. */
  public Measure measure() {
    return trainings.problem().objective().measure();
  }

  /** How many trials there are in all, that of the fixed settings included. */
  public int trials() {
    return strategy.trials(space) + 1;
  }

  /**
   * Searches; trials that a journal holds are taken from it.
   *
   * @return empty if it was cancelled before the fixed settings were tried
   */
  public Optional<Result> run(Journal journal, Watcher watcher) {
    List<Trial> first = tryAll(List.of(new LinkedHashMap<>()), journal, watcher);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    List<Trial> done = new ArrayList<>();
    boolean complete = true;
    List<SequencedMap<String, String>> next = strategy.next(space, done, seed);
    while (!next.isEmpty() && complete) {
      List<Trial> tried = tryAll(next, journal, watcher);
      complete = tried.size() == next.size();
      done.addAll(tried);
      next = complete ? strategy.next(space, done, seed) : List.of();
    }
    Trial best = first.getFirst();
    for (Trial trial : done) {
      best = trial.isBetterThan(best) ? trial : best;
    }
    List<Trial> each =
        List.copyOf(new LinkedHashSet<>(done)); // what was drawn twice was tried once
    return Optional.of(new Result(measure(), first.getFirst(), best, each, complete));
  }

  /** The settings of a trial. */
  public MlpSettings settings(Trial trial) {
    return settings(trial.settings());
  }

  private MlpSettings settings(SequencedMap<String, String> changes) {
    MlpSettings settings = base;
    for (var change : changes.entrySet()) {
      settings = settings.with(change.getKey(), change.getValue());
    }
    return settings;
  }

  /** The trials of these settings in their order; without those that were cancelled. */
  private List<Trial> tryAll(
      List<SequencedMap<String, String>> proposals, Journal journal, Watcher watcher) {
    List<SequencedMap<String, String>> open = new ArrayList<>();
    for (SequencedMap<String, String> settings : proposals) {
      if (!open.contains(settings)) {
        journal.find(settings).ifPresentOrElse(watcher::done, () -> open.add(settings));
      }
    }
    List<Job> jobs = new ArrayList<>();
    for (SequencedMap<String, String> settings : open) {
      MlpSettings own = settings(settings);
      folds.forEach(fold -> jobs.add(new Job(own, fold.train(), fold.scored())));
    }
    Map<Integer, Map<Integer, Trained>> parts = new TreeMap<>();
    BooleanSupplier cancelled = watcher::cancelled;
    trainings.train(
        jobs,
        (job, trained) -> {
          int proposal = job / folds.size();
          Map<Integer, Trained> own = parts.computeIfAbsent(proposal, k -> new TreeMap<>());
          own.put(job % folds.size(), trained);
          if (own.size() == folds.size()) {
            Trial trial = trial(open.get(proposal), List.copyOf(own.values()));
            journal.add(trial);
            watcher.done(trial);
          }
        },
        cancelled);
    return proposals.stream().flatMap(settings -> journal.find(settings).stream()).toList();
  }

  private static Trial trial(SequencedMap<String, String> settings, List<Trained> folds) {
    return new Trial(
        settings,
        folds.stream().map(Trained::trainScore).toList(),
        folds.stream().map(Trained::score).toList(),
        folds.stream().mapToInt(t -> t.log().iterations()).sum(),
        folds.stream().flatMap(t -> t.failure().stream()).findFirst());
  }
}
