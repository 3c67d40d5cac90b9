package org.chainrule.learn.estimator;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Storage;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.optimizer.Lbfgs;

/** A cohort's training by L-BFGS: all members' evaluations are one run of the plan. */
final class Minimization {
  private final Cohort cohort;
  private final List<Course> courses;

  Minimization(Cohort cohort) {
    this.cohort = cohort;
    courses = cohort.courses();
  }

  /** Minimises until all have ended. */
  void run(BooleanSupplier cancelled) {
    List<Lbfgs> searches = courses.stream().map(this::search).toList();
    Cohort.Step step = cohort.step(courses.stream().mapToInt(Course::count).max().orElse(1));
    for (int m = 0; m < cohort.filled(); m++) {
      cohort.fill(step, m, 0, courses.get(m).count());
    }
    while (searches.stream().anyMatch(s -> s.state() == Lbfgs.State.SEARCHING)
        && !cancelled.getAsBoolean()) {
      evaluate(searches, step);
    }
    for (int m = 0; m < courses.size(); m++) {
      Lbfgs search = searches.get(m);
      unpack(search.point(), m);
      courses.get(m).end(cohort.values(m));
      if (search.state() != Lbfgs.State.SEARCHING) {
        boolean found = search.state() == Lbfgs.State.CONVERGED;
        courses.get(m).endMinimization(search.value(), search.steps(), found);
      }
    }
  }

  private Lbfgs search(Course course) {
    double[] start =
        cohort.trainedVariables().stream()
            .map(v -> course.values().getOrDefault(v, Tensor.filled(v.shape(), 0)))
            .flatMapToDouble(value -> Arrays.stream(value.toArray()))
            .toArray();
    MlpSettings settings = course.settings();
    return new Lbfgs(start, settings.tol(), settings.maxIter(), settings.maxFun());
  }

  private void evaluate(List<Lbfgs> searches, Cohort.Step step) {
    for (int m = 0; m < courses.size(); m++) {
      unpack(searches.get(m).point(), m);
    }
    step.plan().run();
    List<double[]> results =
        step.outputs().stream().map(o -> step.plan().value(o).toArray()).toList();
    for (int m = 0; m < courses.size(); m++) {
      Lbfgs search = searches.get(m);
      if (search.state() == Lbfgs.State.SEARCHING) {
        search.tell(results.getFirst()[m], gradient(results, m, search.point().length));
      }
    }
  }

  private void unpack(double[] point, int member) {
    int from = 0;
    for (Expr variable : cohort.trainedVariables()) {
      Storage storage = cohort.machine().storage(cohort.lane(variable));
      int size = variable.shape().elements();
      for (int i = 0; i < size; i++) {
        storage.set(member * size + i, point[from + i]);
      }
      from += size;
    }
  }

  /** A member's gradient, parameters in their order. */
  private double[] gradient(List<double[]> results, int member, int length) {
    double[] gradient = new double[length];
    int from = 0;
    for (double[] all : results.subList(1, results.size())) {
      int size = all.length / courses.size();
      System.arraycopy(all, member * size, gradient, from, size);
      from += size;
    }
    return gradient;
  }
}
