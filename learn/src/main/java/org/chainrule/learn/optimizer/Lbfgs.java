package org.chainrule.learn.optimizer;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Limited-memory BFGS: a minimiser for functions of few thousand variables whose gradient is exact.
 * The caller evaluates the function at {@link #point()} and tells value and gradient, until it is
 * done; so many minimisations can share a plan.
 *
 * <p>It behaves as SciPy's {@code L-BFGS-B} does without bounds: the first step of an untried
 * direction is 1, or 1/|g| where nothing is known yet; steps satisfy the strong Wolfe conditions
 * ({@link MoreThuente}), with at most 20 evaluations each, after which the memory is cleared once;
 * pairs without enough curvature are left out; it ends when the largest |gᵢ| is at most the
 * gradient's tolerance, or a step lowers the value by no more than ftol·max(|f|, |f before|, 1).
 *
 * <p>Source: R. Byrd, P. Lu, J. Nocedal, C. Zhu, "A limited memory algorithm for bound constrained
 * optimization", SIAM J. Sci. Comput. 16 (1995); directions by the two-loop recursion (J. Nocedal
 * 1980), which is the same number but for rounding.
 */
public final class Lbfgs {
  /** How many steps are remembered. */
  private static final int MEMORY = 10;

  private static final double VALUE_TOLERANCE = 2.220446049250313e-9;
  private static final double EPSILON = 0x1.0p-52;
  private static final int MOST_EVALUATIONS_A_STEP = 20;

  /** Where a minimisation stands. */
  public enum State {
    /** It wants the value and the gradient at its point. */
    SEARCHING,
    /** The gradient or the last fall is within its tolerance. */
    CONVERGED,
    /** As many steps or evaluations as were allowed have been taken. */
    EXHAUSTED,
    /** No step lowers the value, as rounding errors or a wrong gradient can have it. */
    STUCK
  }

  /**
   * What is remembered of a step.
   *
   * @param step how the point moved
   * @param change how the gradient changed by it
   * @param product their product
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Pair(double[] step, double[] change, double product) {}

  /**
   * What a minimisation goes on from between two steps; nothing in it is changed later.
   *
   * @param state where it stands
   * @param point what the last step reached
   * @param value the function there
   * @param gradient its gradient there; of no account once done
   * @param memory the last steps, the oldest first
   * @param scale the size of H before it knows them
   * @param steps how many have been taken
   * @param evaluations how often the function was evaluated
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Standing(
      State state,
      double[] point,
      double value,
      double[] gradient,
      List<Pair> memory,
      double scale,
      int steps,
      int evaluations) {
    public Standing {
      memory = List.copyOf(memory);
    }
  }

  private final double gradientTolerance;
  private final int mostSteps;
  private final int mostEvaluations;
  private final Deque<Pair> memory = new ArrayDeque<>();
  private final double[] point;
  private double scale = 1;
  private State state = State.SEARCHING;
  private boolean started;
  private int steps;
  private int evaluations;
  private int evaluationsOfStep;

  private double[] begin = {};
  private double[] gradientAtBegin = {};
  private double valueAtBegin;
  private double value;
  private double[] direction = {};
  private double slopeAtBegin;
  private MoreThuente search = new MoreThuente(0, -1, 1);

  /**
   * A minimisation.
   *
   * @param start where it begins, copied
   * @param gradientTolerance the largest |gᵢ| of a minimum
   * @param mostSteps how many steps it may take
   * @param mostEvaluations after how many evaluations no new step begins
   */
  public Lbfgs(double[] start, double gradientTolerance, int mostSteps, int mostEvaluations) {
    point = start.clone();
    this.gradientTolerance = gradientTolerance;
    this.mostSteps = mostSteps;
    this.mostEvaluations = mostEvaluations;
  }

  /** One that goes on from where another stood; without limits on steps and evaluations. */
  public Lbfgs(Standing from, double gradientTolerance) {
    this(from.point, gradientTolerance, Integer.MAX_VALUE, Integer.MAX_VALUE);
    memory.addAll(from.memory);
    scale = from.scale;
    state = from.state;
    steps = from.steps;
    evaluations = from.evaluations;
    value = from.value;
    started = true;
    gradientAtBegin = from.gradient;
    if (state == State.SEARCHING) {
      beginStep(from.gradient);
    }
  }

  /** What to go on from, after the first evaluation; as of the last step where one is under way. */
  public Standing standing() {
    boolean searching = state == State.SEARCHING;
    return new Standing(
        state,
        searching ? begin : point.clone(),
        searching ? valueAtBegin : value,
        gradientAtBegin,
        List.copyOf(memory),
        scale,
        steps,
        evaluations);
  }

  /** Where the function is to be evaluated, or the best point once done; not a copy. */
  public double[] point() {
    return point;
  }

  /** Where it stands. */
  public State state() {
    return state;
  }

  /** How many steps have been taken. */
  public int steps() {
    return steps;
  }

  /** How often the function was evaluated. */
  public int evaluations() {
    return evaluations;
  }

  /** The value at the point, once done. */
  public double value() {
    return value;
  }

  /** Takes the function's value and gradient at the point; the gradient is not kept. */
  public void tell(double newValue, double[] gradient) {
    evaluations++;
    value = newValue;
    if (!started) {
      started = true;
      if (largest(gradient) <= gradientTolerance) {
        state = State.CONVERGED;
      } else {
        beginStep(gradient.clone());
      }
      return;
    }
    double slope = dot(gradient, direction);
    search.tell(value, slope);
    if (search.done()) {
      endStep(gradient, slope);
    } else if (evaluationsOfStep < MOST_EVALUATIONS_A_STEP) {
      move();
    } else {
      startAfresh();
    }
  }

  private void beginStep(double[] gradient) {
    begin = point.clone();
    gradientAtBegin = gradient;
    valueAtBegin = value;
    direction = direction(gradient);
    slopeAtBegin = dot(gradient, direction);
    if (!(slopeAtBegin < 0)) {
      startAfresh();
      return;
    }
    double first = steps == 0 ? 1 / Math.sqrt(dot(direction, direction)) : 1;
    search = new MoreThuente(value, slopeAtBegin, first);
    evaluationsOfStep = 0;
    move();
  }

  private void move() {
    evaluationsOfStep++;
    for (int i = 0; i < point.length; i++) {
      point[i] = begin[i] + search.step() * direction[i];
    }
  }

  private void endStep(double[] gradient, double slope) {
    steps++;
    if (steps >= mostSteps || evaluations > mostEvaluations) {
      state = State.EXHAUSTED;
      return;
    }
    double size = Math.max(Math.max(Math.abs(valueAtBegin), Math.abs(value)), 1);
    if (largest(gradient) <= gradientTolerance || valueAtBegin - value <= VALUE_TOLERANCE * size) {
      state = State.CONVERGED;
      return;
    }
    remember(gradient, slope);
    beginStep(gradient.clone());
  }

  private void remember(double[] gradient, double slope) {
    double length = search.step();
    double product = (slope - slopeAtBegin) * length;
    if (product <= EPSILON * -slopeAtBegin * length) {
      return;
    }
    double[] step = new double[point.length];
    double[] change = new double[point.length];
    for (int i = 0; i < step.length; i++) {
      step[i] = length * direction[i];
      change[i] = gradient[i] - gradientAtBegin[i];
    }
    if (memory.size() == MEMORY) {
      memory.removeFirst();
    }
    memory.addLast(new Pair(step, change, product));
    scale = product / dot(change, change);
  }

  /** After a search that failed: once more along the gradient, or the end. */
  private void startAfresh() {
    System.arraycopy(begin, 0, point, 0, point.length);
    value = valueAtBegin;
    if (memory.isEmpty()) {
      state = State.STUCK;
      return;
    }
    memory.clear();
    scale = 1;
    beginStep(gradientAtBegin);
  }

  /** −H g. */
  private double[] direction(double[] gradient) {
    double[] q = gradient.clone();
    double[] weights = new double[memory.size()];
    int i = memory.size();
    for (Iterator<Pair> pairs = memory.descendingIterator(); pairs.hasNext(); ) {
      Pair pair = pairs.next();
      weights[--i] = dot(pair.step, q) / pair.product;
      add(q, -weights[i], pair.change);
    }
    for (int k = 0; k < q.length; k++) {
      q[k] *= scale;
    }
    for (Pair pair : memory) {
      double back = dot(pair.change, q) / pair.product;
      add(q, weights[i++] - back, pair.step);
    }
    for (int k = 0; k < q.length; k++) {
      q[k] = -q[k];
    }
    return q;
  }

  private static void add(double[] to, double factor, double[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * from[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }
}
