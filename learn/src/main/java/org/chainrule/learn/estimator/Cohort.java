package org.chainrule.learn.estimator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import org.chainrule.calculus.Simplify;
import org.chainrule.calculus.Vectorize;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Storage;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.network.Parameter;

/**
 * Models of one structure that are trained side by side: the step of one of them, batched over all
 * by {@link Vectorize}. Each has its own examples, orders and numbers; one that has ended keeps its
 * weights while the plan goes on for the others.
 *
 * <p>A model becomes what it would have become alone, but for rounding: plans of other shapes may
 * add up in another order.
 */
final class Cohort {
  private static final int ANSWERED_AT_ONCE = 256;

  private Problem problem;
  private final List<Course> courses;
  private final Machine machine;
  private final StepGraph graph;
  private final Solver solver;
  private final boolean sameOrder;
  private final Map<Integer, Step> steps = new HashMap<>();
  private final Map<Integer, Answering> answering = new HashMap<>();

  /** The plan for batches of so many places, and where its inputs lie. */
  record Step(
      int places,
      Plan plan,
      Storage rows,
      Storage weights,
      Storage sum,
      Storage size,
      List<Expr> outputs) {}

  /**
   * Models whose steps have the same graph.
   *
   * @param sameOrder whether all of them see the same examples in the same order, which makes
   *     larger products
   */
  Cohort(
      Problem problem,
      List<Course> courses,
      boolean sameOrder,
      Precision precision,
      Machine machine) {
    this.problem = problem;
    this.courses = List.copyOf(courses);
    this.machine = machine;
    this.sameOrder = sameOrder;
    graph = StepGraph.of(problem, courses.getFirst().network(), precision);
    solver = courses.getFirst().settings().solver();
    read(problem);
    fill(Solver.MOMENTUM, course -> course.settings().momentum());
    fill(Solver.BETA_1, course -> course.settings().beta1());
    fill(Solver.BETA_2, course -> course.settings().beta2());
    fill(Solver.EPSILON, course -> course.settings().epsilon());
    fill(StepGraph.ALPHA, course -> course.settings().alpha());
  }

  /** Whether another problem has the same shapes. */
  boolean accepts(Problem other) {
    return graph.equals(StepGraph.of(other, graph.network(), graph.precision()));
  }

  /** Takes a problem's examples. */
  void read(Problem next) {
    problem = next;
    Features features = next.features();
    Storage table = machine.storage(graph.features());
    for (int i = 0; i < features.count(); i++) {
      features.copy(i, table, i * features.width());
    }
    machine.write(graph.targets(), next.targets());
  }

  List<Course> courses() {
    return courses;
  }

  Machine machine() {
    return machine;
  }

  /** How many members bring examples of their own. */
  int filled() {
    return sameOrder ? 1 : courses.size();
  }

  private void fill(Expr variable, ToDoubleFunction<Course> number) {
    Storage storage = machine.storage(lane(variable));
    for (int m = 0; m < courses.size(); m++) {
      storage.set(m, number.applyAsDouble(courses.get(m)));
    }
  }

  /** The variable that holds one of every member. */
  Expr lane(Expr variable) {
    boolean shared = courses.size() == 1 || (sameOrder && isOfBatch(variable));
    return shared
        ? variable
        : Expr.variable(variable.op().name(), variable.shape().prepend(courses.size()));
  }

  private static boolean isOfBatch(Expr variable) {
    String name = variable.op().name();
    return name.equals("rows")
        || name.equals("weights")
        || variable.equals(StepGraph.WEIGHT)
        || variable.equals(StepGraph.SIZE);
  }

  /** Makes a program for one member one for all. */
  private Program program(List<Expr> outputs, Map<Expr, Expr> updates) {
    List<Expr> roots = new ArrayList<>(outputs);
    roots.addAll(updates.values());
    if (courses.size() > 1) {
      Set<Expr> variables = new LinkedHashSet<>(updates.keySet());
      variables.addAll(new Program(roots, Map.of()).variables());
      Map<Expr, Expr> stacked = new LinkedHashMap<>();
      for (Expr variable : variables) {
        if (!variable.equals(graph.features())
            && !variable.equals(graph.targets())
            && !lane(variable).equals(variable)) {
          stacked.put(variable, lane(variable));
        }
      }
      roots = Vectorize.over(roots, stacked);
    }
    List<Expr> simple = Simplify.of(roots);
    Map<Expr, Expr> changed = new LinkedHashMap<>();
    for (Expr variable : updates.keySet()) {
      changed.put(lane(variable), simple.get(outputs.size() + changed.size()));
    }
    return new Program(simple.subList(0, outputs.size()), changed);
  }

  Step step(int places) {
    return steps.computeIfAbsent(
        places,
        n -> {
          List<Expr> outputs = new ArrayList<>();
          Map<Expr, Expr> updates = new LinkedHashMap<>();
          if (solver.isStochastic()) {
            boolean nesterov = courses.getFirst().settings().nesterovsMomentum();
            updates.putAll(graph.step(n, solver, nesterov));
          } else {
            outputs.add(graph.loss(n));
            outputs.addAll(graph.gradients(n).values());
          }
          Program program = program(outputs, updates);
          return new Step(
              n,
              machine.plan(program),
              machine.storage(lane(StepGraph.rows(n))),
              machine.storage(lane(StepGraph.weights(n))),
              machine.storage(lane(StepGraph.WEIGHT)),
              machine.storage(lane(StepGraph.SIZE)),
              program.outputs());
        });
  }

  /** Puts examples into a member's places, and how many there are and what they count. */
  void fill(Step step, int member, int from, int count) {
    Course course = courses.get(member);
    int first = member * step.places();
    double sum = 0;
    for (int i = 0; i < step.places(); i++) {
      boolean used = i < count;
      int example = course.example(used ? from + i : 0);
      double weight = used ? problem.weights().at(example) : 0;
      step.rows().set(first + i, example);
      step.weights().set(first + i, weight);
      sum += weight;
    }
    step.sum().set(member, sum);
    step.size().set(member, count);
  }

  /**
   * Trains all, which have begun, until no more than so many have not ended; these can go on in
   * another cohort.
   */
  void train(int least, BooleanSupplier cancelled) {
    write();
    if (!solver.isStochastic()) {
      new Minimization(this).run(cancelled);
      return;
    }
    List<Course> running = new ArrayList<>(courses);
    while (running.size() > least && !cancelled.getAsBoolean()) {
      epoch(running);
      running.removeIf(Course::ended);
    }
    running.forEach(course -> course.pause(values(courses.indexOf(course))));
  }

  /** Trains for one epoch. */
  void trainOnce() {
    write();
    epoch(new ArrayList<>(courses));
    for (int m = 0; m < courses.size(); m++) {
      courses.get(m).end(values(m));
    }
  }

  private void write() {
    for (Expr variable : variables()) {
      Storage storage = machine.storage(lane(variable));
      int size = variable.shape().elements();
      for (int m = 0; m < courses.size(); m++) {
        Tensor value = courses.get(m).values().get(variable);
        for (int i = 0; i < size; i++) {
          storage.set(m * size + i, value == null ? 0 : value.at(i));
        }
      }
    }
  }

  /** Parameters, and what the solver remembers of them. */
  private List<Expr> variables() {
    List<Expr> variables = new ArrayList<>();
    graph.network().parameters().forEach(p -> variables.add(p.variable()));
    variables.addAll(solver.companions(graph.network().trained()));
    return variables;
  }

  /** What training changes of a network. */
  List<Expr> trainedVariables() {
    return graph.network().trained().stream().map(Parameter::variable).toList();
  }

  private void epoch(List<Course> running) {
    courses.forEach(Course::shuffle);
    fill(StepGraph.TOTAL, course -> 0);
    Storage rates = machine.storage(lane(Solver.RATE));
    int batches = courses.getFirst().batches();
    for (int b = 0; b < batches; b++) {
      batch(b, rates);
    }
    Storage totals = machine.storage(lane(StepGraph.TOTAL));
    double[][] validated = validated(running);
    for (int m = 0; m < courses.size(); m++) {
      Course course = courses.get(m);
      if (!running.contains(course)) {
        continue;
      }
      int member = m;
      double mean = totals.get(m) / course.count();
      if (course.validation().length == 0) {
        course.endEpoch(mean);
      } else {
        double score = problem.score(course.validation(), validated[m]);
        course.endEpoch(mean, score, () -> values(member));
      }
      if (course.ended()) {
        course.end(values(member));
      }
    }
  }

  /** Takes a step. Inside the loop over all of them, compilers would do this again and again. */
  private void batch(int number, Storage rates) {
    int places = 1;
    for (Course course : courses) {
      places = Math.max(places, sizeOfBatch(course, number));
    }
    Step step = step(places);
    for (int m = 0; m < filled(); m++) {
      Course course = courses.get(m);
      fill(step, m, number * course.batchSize(), sizeOfBatch(course, number));
    }
    for (int m = 0; m < courses.size(); m++) {
      rates.set(m, courses.get(m).nextRate());
    }
    step.plan().run();
  }

  private static int sizeOfBatch(Course course, int batch) {
    return Math.min(course.batchSize(), course.count() - batch * course.batchSize());
  }

  private double[][] validated(List<Course> running) {
    boolean none = running.stream().allMatch(course -> course.validation().length == 0);
    return none ? new double[0][] : answers(courses.stream().map(Course::validation).toList());
  }

  /** What a member holds now: weights, and what the solver remembers. */
  Map<Expr, Tensor> values(int member) {
    Map<Expr, Tensor> values = new LinkedHashMap<>();
    for (Expr variable : variables()) {
      Storage storage = machine.storage(lane(variable));
      double[] own = new double[variable.shape().elements()];
      for (int i = 0; i < own.length; i++) {
        own[i] = storage.get(member * own.length + i);
      }
      values.put(variable, Tensor.of(variable.shape(), own));
    }
    return values;
  }

  /** The plan that answers for so many examples of each member. */
  private record Answering(Plan plan, Expr output, Storage rows) {}

  private Answering answering(int places) {
    return answering.computeIfAbsent(
        places,
        n -> {
          Program program = program(List.of(graph.answers(n)), Map.of());
          return new Answering(
              machine.plan(program),
              program.outputs().getFirst(),
              machine.storage(lane(StepGraph.rows(n))));
        });
  }

  /**
   * What every member, with the weights that the machine holds, answers for its examples: rows of
   * outputs, one after the other.
   */
  private double[][] answers(List<int[]> examples) {
    int most = examples.stream().mapToInt(e -> e.length).max().orElse(0);
    int width = problem.outputs();
    double[][] answers =
        examples.stream().map(e -> new double[e.length * width]).toArray(double[][]::new);
    for (int from = 0; from < most; from += ANSWERED_AT_ONCE) {
      Answering answering = answering(Math.min(ANSWERED_AT_ONCE, most));
      int places = Math.min(ANSWERED_AT_ONCE, most);
      for (int m = 0; m < answering.rows().size() / places; m++) {
        int[] own = examples.get(m);
        for (int i = 0; i < places; i++) {
          answering.rows().set(m * places + i, own[Math.min(from + i, own.length - 1)]);
        }
      }
      answering.plan().run();
      Tensor all = answering.plan().value(answering.output());
      for (int m = 0; m < answers.length; m++) {
        int count = Math.min(places, examples.get(m).length - from) * width;
        for (int i = 0; i < count; i++) {
          answers[m][from * width + i] = all.at(m * places * width + i);
        }
      }
    }
    return answers;
  }

  /** The score of every member, with the values that its course has, on examples of its own. */
  double[] scores(List<int[]> examples) {
    write();
    double[][] answers = answers(examples);
    double[] scores = new double[answers.length];
    Arrays.setAll(scores, m -> problem.score(examples.get(m), answers[m]));
    return scores;
  }
}
