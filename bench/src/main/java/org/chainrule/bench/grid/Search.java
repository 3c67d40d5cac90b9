package org.chainrule.bench.grid;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.chainrule.bench.data.Examples;
import org.chainrule.graph.Machine;
import org.chainrule.learn.network.Activation;

/**
 * Trains a network for every setting, scores each on examples that it has not seen, and trains the
 * best setting again on all examples.
 *
 * @param settings what is tried
 * @param examples every fifth is kept for scoring
 * @param classes how many classes they have
 */
public record Search(List<Setting> settings, Examples examples, int classes) {
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
  public record Found(Setting best, double accuracy, int epochs) {}

  /** All combinations of 3 networks, 2 activations, 2 solvers, 2 learning rates and 2 batches. */
  public static List<Setting> combinations() {
    List<Setting> all = new ArrayList<>();
    for (List<Integer> hidden : List.of(List.of(5), List.of(20), List.of(10, 10))) {
      for (Activation activation : List.of(Activation.SIGMOID, Activation.RELU)) {
        for (Setting.Solver solver : Setting.Solver.values()) {
          for (double learningRate : new double[] {0.01, 0.001}) {
            for (int batch : new int[] {10, 50}) {
              all.add(
                  new Setting(
                      new Setting.Structure(hidden, activation, solver, batch), learningRate));
            }
          }
        }
      }
    }
    return all;
  }

  /**
   * Searches.
   *
   * @param threads how many groups of networks are trained at the same time
   * @param machines makes a machine for each group
   */
  public Found run(int threads, Supplier<Machine> machines) {
    int[] scored = IntStream.range(0, examples.count()).filter(i -> i % PARTS == 0).toArray();
    int[] learnt = IntStream.range(0, examples.count()).filter(i -> i % PARTS != 0).toArray();
    Map<Setting, Group.Trained> trained = trainAll(learnt, threads, machines);
    Setting best = settings.getFirst();
    double highest = -1;
    int epochs = 0;
    for (Setting setting : settings) {
      Group.Trained network = trained.get(setting);
      if (network == null) {
        continue;
      }
      epochs += network.epochs();
      double accuracy = network.accuracy(examples, scored, machines.get());
      if (accuracy > highest) {
        highest = accuracy;
        best = setting;
      }
    }
    int[] all = IntStream.range(0, examples.count()).toArray();
    Group.Trained last =
        group(best.structure(), List.of(best), machines).train(examples, all).getFirst();
    return new Found(best, highest, epochs + last.epochs());
  }

  private Map<Setting, Group.Trained> trainAll(
      int[] learnt, int threads, Supplier<Machine> machines) {
    Map<Setting.Structure, List<Setting>> groups = new LinkedHashMap<>();
    settings.forEach(s -> groups.computeIfAbsent(s.structure(), k -> new ArrayList<>()).add(s));
    Map<Setting, Group.Trained> trained = new LinkedHashMap<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      Map<List<Setting>, Future<List<Group.Trained>>> open = new LinkedHashMap<>();
      groups.forEach(
          (structure, members) ->
              open.put(
                  members,
                  pool.submit(() -> group(structure, members, machines).train(examples, learnt))));
      open.forEach(
          (members, future) -> {
            List<Group.Trained> networks = result(future);
            for (int i = 0; i < members.size(); i++) {
              trained.put(members.get(i), networks.get(i));
            }
          });
    }
    return trained;
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while networks were trained", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a training of the grid failed", e.getCause());
    }
  }

  private Group group(
      Setting.Structure structure, List<Setting> members, Supplier<Machine> machines) {
    List<Double> rates = members.stream().map(Setting::learningRate).toList();
    return new Group(structure, rates, examples.width(), classes, machines.get());
  }
}
