package org.chainrule.learn.estimator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Machine;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Network;

/**
 * Many models for one problem, trained as few plans: those whose steps have the same graph share
 * one, whatever their step sizes, penalties, seeds and examples. Each comes out as it would alone,
 * but for rounding (about 10⁻⁹ in float64 after a usual training).
 *
 * @param problem what is learnt
 * @param precision what is computed in
 * @param standardizes whether each model sees features with mean 0 and standard deviation 1 over
 *     the examples that it learns from
 * @param threads how many plans run at the same time
 * @param machines makes a machine for one thread
 */
public record SideBySide(
    Problem problem,
    Precision precision,
    boolean standardizes,
    int threads,
    Supplier<Machine> machines) {
  /** Values of a step that are worth keeping near the processor, in bytes. */
  private static final long WORKING_SET = 4L << 20;

  /** Fewer models than these are not gathered into a new plan when others have ended. */
  private static final int WORTH_GATHERING = 8;

  /**
   * A model to be trained.
   *
   * @param settings how
   * @param train the numbers of the examples to learn from
   * @param scored the numbers of those to score by
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Job(MlpSettings settings, int[] train, int[] scored) {}

  /**
   * A model after its training.
   *
   * @param model the model
   * @param log how its training went
   * @param trainScore accuracy or R² on the examples learnt from
   * @param score the same on those to score by; NaN if there is a failure
   * @param failure why it can't be used, if so
   */
  public record Trained(
      FittedMlp model,
      TrainingLog log,
      double trainScore,
      double score,
      Optional<String> failure) {}

  /** Who is told of models that are done; from several threads, one at a time. */
  @FunctionalInterface
  public interface Watcher {
    /** The model of the job of this number is done. */
    void done(int job, Trained trained);
  }

  /** What models have in common that share a plan. */
  private record Structure(
      List<Integer> hidden,
      Activation activation,
      Solver solver,
      boolean nesterov,
      boolean earlyStopping,
      int batchSize,
      int batches) {
    static Structure of(Course course) {
      MlpSettings s = course.settings();
      boolean stochastic = s.solver().isStochastic();
      return new Structure(
          s.hiddenLayerSizes(),
          s.activation(),
          s.solver(),
          s.solver() == Solver.SGD && s.nesterovsMomentum(),
          stochastic && s.earlyStopping(),
          stochastic ? s.batchSize().orElse(0) : 0,
          stochastic ? course.batches() : 0);
    }
  }

  /** A job that has begun. */
  private record Member(int number, Job job, Course course) {}

  /** Trainings on features as they are. */
  public SideBySide(Problem problem, Precision precision, int threads, Supplier<Machine> machines) {
    this(problem, precision, false, threads, machines);
  }

  /** Trains, and returns what came of each job. */
  public List<Trained> train(List<Job> jobs) {
    Trained[] trained = new Trained[jobs.size()];
    train(jobs, (job, result) -> trained[job] = result, () -> false);
    return List.of(trained);
  }

  /**
   * Trains.
   *
   * @param cancelled whether to end after the epoch; models that are not done are not told of
   */
  public void train(List<Job> jobs, Watcher watcher, BooleanSupplier cancelled) {
    Map<Structure, List<Member>> groups = new LinkedHashMap<>();
    for (int i = 0; i < jobs.size(); i++) {
      Job job = jobs.get(i);
      Course course = course(job.settings());
      try {
        course.begin(problem, job.train(), false);
      } catch (IllegalArgumentException e) {
        fail(i, course, String.valueOf(e.getMessage()), watcher);
        continue;
      }
      groups
          .computeIfAbsent(Structure.of(course), k -> new ArrayList<>())
          .add(new Member(i, job, course));
    }
    List<Future<?>> open = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (List<Member> group : groups.values()) {
        for (List<Member> part : parts(group, groups.size())) {
          open.add(pool.submit(() -> trainGroup(part, watcher, cancelled)));
        }
      }
      open.forEach(SideBySide::await);
    }
  }

  private Course course(MlpSettings settings) {
    Network network = FittedMlp.network(settings, problem.features().width(), problem.outputs());
    return new Course(settings, standardizes ? network.standardized() : network);
  }

  private void fail(int job, Course course, String reason, Watcher watcher) {
    FittedMlp model = course.fitted(precision, problem.objective());
    synchronized (this) {
      watcher.done(
          job, new Trained(model, course.log(), Double.NaN, Double.NaN, Optional.of(reason)));
    }
  }

  private static void await(Future<?> future) {
    try {
      future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while models were trained", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  /** Parts of a group that fit near the processor, and keep every thread busy. */
  private List<List<Member>> parts(List<Member> group, int groups) {
    Course first = group.getFirst().course();
    boolean stochastic = first.settings().solver().isStochastic();
    long places = stochastic ? first.batchSize() : first.count();
    long units =
        first.network().parameters().stream()
            .filter(p -> p.shape().rank() == 1)
            .mapToLong(p -> p.shape().elements())
            .sum();
    long weights = first.network().parameters().stream().mapToLong(p -> p.shape().elements()).sum();
    long bytes = Double.BYTES * (places * (problem.features().width() + 2 * units) + 3 * weights);
    int fitting = Math.clamp(WORKING_SET / bytes, 1, group.size());
    int shares = Math.ceilDiv(threads, groups);
    int size = Math.max(1, Math.min(fitting, Math.ceilDiv(group.size(), shares)));
    int count = Math.ceilDiv(group.size(), size);
    return IntStream.range(0, count)
        .mapToObj(i -> group.subList(i * group.size() / count, (i + 1) * group.size() / count))
        .toList();
  }

  private void trainGroup(List<Member> group, Watcher watcher, BooleanSupplier cancelled) {
    List<Member> left = group;
    while (!left.isEmpty() && !cancelled.getAsBoolean()) {
      Cohort cohort =
          new Cohort(
              problem,
              left.stream().map(Member::course).toList(),
              sameOrder(left),
              precision,
              machines.get());
      cohort.train(left.size() < WORTH_GATHERING ? 0 : left.size() / 2, cancelled);
      double[] trainScores = cohort.scores(left.stream().map(m -> m.job().train()).toList());
      double[] scores = cohort.scores(left.stream().map(m -> m.job().scored()).toList());
      List<Member> unfinished = new ArrayList<>();
      for (int i = 0; i < left.size(); i++) {
        Member member = left.get(i);
        if (member.course().ended()) {
          tell(member, trainScores[i], scores[i], watcher);
        } else {
          unfinished.add(member);
        }
      }
      left = unfinished;
    }
  }

  private void tell(Member member, double trainScore, double score, Watcher watcher) {
    Course course = member.course();
    FittedMlp model = course.fitted(precision, problem.objective());
    Optional<String> failure = model.failure();
    boolean usable = failure.isEmpty();
    synchronized (this) {
      watcher.done(
          member.number(),
          new Trained(
              model,
              course.log(),
              usable ? trainScore : Double.NaN,
              usable ? score : Double.NaN,
              failure));
    }
  }

  /** Whether all see the same examples in the same order. */
  private static boolean sameOrder(List<Member> members) {
    Member first = members.getFirst();
    MlpSettings s = first.job().settings();
    return members.stream()
        .allMatch(
            m -> {
              MlpSettings t = m.job().settings();
              boolean sameDraws =
                  (!t.shuffle() && !t.earlyStopping())
                      || (t.randomState().isPresent() && t.randomState().equals(s.randomState()));
              return sameDraws
                  && t.shuffle() == s.shuffle()
                  && t.validationFraction() == s.validationFraction()
                  && Arrays.equals(m.job().train(), first.job().train())
                  && Arrays.equals(m.job().scored(), first.job().scored());
            });
  }
}
