package org.chainrule.bench.grid;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.chainrule.bench.data.Examples;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Machine;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.estimator.MlpSettings;
import org.chainrule.learn.estimator.Problem;
import org.chainrule.learn.estimator.SideBySide;
import org.chainrule.learn.estimator.SideBySide.Job;
import org.chainrule.learn.estimator.SideBySide.Trained;

/**
 * Trains a classifier for every setting, scores each on examples that it has not seen, and trains
 * the best setting again on all examples.
 *
 * @param settings what is tried
 * @param examples every fifth is kept for scoring
 * @param classes how many classes they have
 */
public record Search(List<MlpSettings> settings, Examples examples, int classes) {
  private static final int PARTS = 5;

  public Search {
    settings = List.copyOf(settings);
  }

  /**
   * What a search found.
   *
   * @param best the setting with the highest accuracy, the first of several
   * @param accuracy its accuracy on the examples kept for scoring
   * @param epochs over all trainings, the last one included
   */
  public record Found(MlpSettings best, double accuracy, int epochs) {}

  /** All combinations of 3 networks, 2 activations, 2 solvers, 2 learning rates and 2 batches. */
  public static List<MlpSettings> combinations() {
    List<MlpSettings> all = List.of(MlpSettings.defaults().with("random_state", "1"));
    all = each(all, "hidden_layer_sizes", "(5,)", "(20,)", "(10, 10)");
    all = each(all, "activation", "logistic", "relu");
    all = each(all, "solver", "sgd", "adam");
    all = each(all, "learning_rate_init", "0.01", "0.001");
    return each(all, "batch_size", "10", "50");
  }

  private static List<MlpSettings> each(List<MlpSettings> all, String name, String... values) {
    return all.stream().flatMap(s -> List.of(values).stream().map(v -> s.with(name, v))).toList();
  }

  /**
   * Searches.
   *
   * @param precision what the machines compute in
   * @param threads how many plans run at the same time
   * @param machines makes a machine for each plan
   */
  public Found run(Precision precision, int threads, Supplier<Machine> machines) {
    int[] all = IntStream.range(0, examples.count()).toArray();
    int[] scored = IntStream.of(all).filter(i -> i % PARTS == 0).toArray();
    int[] learnt = IntStream.of(all).filter(i -> i % PARTS != 0).toArray();
    SideBySide trainings = new SideBySide(problem(), precision, threads, machines);
    List<Trained> trained =
        trainings.train(settings.stream().map(s -> new Job(s, learnt, scored)).toList());
    int best = 0;
    for (int i = 0; i < trained.size(); i++) {
      if (trained.get(i).score() > trained.get(best).score()) {
        best = i;
      }
    }
    MlpSettings chosen = settings.get(best);
    Trained last = trainings.train(List.of(new Job(chosen, all, scored))).getFirst();
    int epochs = trained.stream().mapToInt(t -> t.log().iterations()).sum();
    return new Found(chosen, trained.get(best).score(), epochs + last.log().iterations());
  }

  private Problem problem() {
    int[] labels = IntStream.range(0, examples.count()).map(examples::label).toArray();
    List<String> names = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    return Problem.of(examples.features(), new Labels(labels, names));
  }
}
