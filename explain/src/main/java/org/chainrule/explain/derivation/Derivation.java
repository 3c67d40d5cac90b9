package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.calculus.Jacobian;
import org.chainrule.calculus.Simplify;
import org.chainrule.explain.document.Block;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Variable;

/**
 * The derivation of a gradient, step by step, made of the rules that {@link
 * org.chainrule.calculus.Gradient} applied and verified before it is shown.
 */
public final class Derivation {
  private final Question question;
  private final Forward forward;
  private final Symbols symbols;
  private final List<Section> sections;
  private final List<Equation> recursions;
  private final Optional<JacobianWriter> jacobian;
  private final Map<Expr, Tensor> values = new HashMap<>();

  private Derivation(
      Question question,
      Forward forward,
      Symbols symbols,
      List<Section> sections,
      List<Equation> recursions,
      Optional<JacobianWriter> jacobian) {
    this.recursions = List.copyOf(recursions);
    this.jacobian = jacobian;
    this.question = question;
    this.forward = forward;
    this.symbols = symbols;
    this.sections = List.copyOf(sections);
    if (!question.at().isEmpty()) {
      evaluate();
    }
  }

  /**
   * Derives and verifies.
   *
   * @throws ShapeException if the objective is not a single number
   * @throws DerivationException if a step is not equal to the one before: a bug
   */
  public static Derivation of(Question question) {
    question.requireNumber();
    Forward forward = Forward.of(question);
    Symbols symbols = new Symbols(forward.objective(), forward.names(), question.sizes());
    List<Expr> order = Expr.inOrder(List.of(forward.objective()));
    Tidy tidy = new Tidy(symbols, forward.distributions());
    List<Section> sections = sections(forward, symbols, order, tidy);
    List<Equation> recursions = ForwardRecursion.equations(symbols, forward, forward.by(), order);
    Recursion.distinguish(symbols, order);
    Forward assumed = forward.assuming(tidy.assumed());
    return new Derivation(question, assumed, symbols, sections, recursions, Optional.empty())
        .verified();
  }

  /**
   * Derives and verifies the Jacobian ∂y/∂x of what the question is about, by the gradient of vᵀy
   * for a direction v; that of a number is its gradient.
   *
   * @throws DerivationException if a step is not equal to the one before: a bug
   */
  public static Derivation jacobian(Question question) {
    if (question.objective().shape().rank() == 0) {
      return of(question);
    }
    Forward function = Forward.of(question);
    Expr y = function.objective();
    Expr direction = Variable.fresh("v", y.shape());
    Forward forward = function.along(direction);
    Symbols symbols = new Symbols(forward.objective(), y, forward.names(), question.sizes());
    List<Expr> order = Expr.inOrder(List.of(forward.objective()));
    List<Section> sections =
        sections(forward, symbols, order, new Tidy(symbols, Set.of())).stream()
            .filter(section -> section.wanted() || section.of() != y)
            .toList();
    JacobianWriter writer = JacobianWriter.of(symbols, direction, sections);
    return new Derivation(question, forward, symbols, sections, List.of(), Optional.of(writer))
        .verified();
  }

  private Derivation verified() {
    List<Equation> equations = new ArrayList<>(recursions);
    for (Section section : sections) {
      equations.addAll(section.equations());
      Equation.Line closed = new Equation.Line("closed form", section.closed());
      equations.add(new Equation(symbols.total(section.of()), List.of(closed)));
    }
    verify(equations);
    return this;
  }

  /**
   * Checks that both sides of equations are equal.
   *
   * @throws DerivationException if they are not: a bug
   */
  void verify(List<Equation> equations) {
    if (!equations.isEmpty()) {
      new Verification(symbols, forward.distributions(), forward.by(), question.at(), jacobian)
          .check(equations);
    }
  }

  /**
   * The variables that a derivation takes to be probabilities, which sum to 1 along their last
   * axis: those that weigh the logarithm of a softmax.
   */
  public static Set<Expr> distributions(Question question) {
    return Forward.of(question).distributions();
  }

  /**
   * What a derivation calls the quantities on the way: those that the program names, and more; with
   * numbers for sizes.
   */
  public static SequencedMap<String, Expr> names(Question question) {
    Map<Expr, Expr> numbers = new HashMap<>();
    question
        .sizes()
        .values()
        .forEach((symbol, number) -> numbers.put(symbol, Expr.constant(number.item())));
    Replacement replacement = new Replacement(numbers);
    SequencedMap<String, Expr> names = new LinkedHashMap<>();
    Forward.of(question).names().forEach((name, node) -> names.put(name, replacement.of(node)));
    return names;
  }

  private static List<Section> sections(
      Forward forward, Symbols symbols, List<Expr> order, Tidy tidy) {
    Set<Expr> dependent = new HashSet<>(forward.by());
    for (Expr node : order) {
      if (node.inputs().stream().anyMatch(dependent::contains)) {
        dependent.add(node);
      }
    }
    passTrivial(symbols, forward.by(), order);
    Recording recording = Recording.of(symbols, forward.by());
    Map<Expr, Integer> positions = Paths.positions(order);
    Set<Expr> targets =
        order.reversed().stream()
            .filter(node -> node != forward.objective() && symbols.isCut(node))
            .filter(dependent::contains)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    targets.addAll(forward.by());
    Map<Expr, Expr> closed = new LinkedHashMap<>();
    Set<Expr> shown = new HashSet<>();
    List<Section> sections = new ArrayList<>();
    for (Expr target : targets) {
      Paths paths = Paths.of(symbols, order, target);
      Expr adjoint = recording.adjoint(target);
      Expr local = tidy.of(symbols.display(adjoint));
      Expr inserted = symbols.display(new Replacement(closed).of(adjoint));
      List<Expr> forms = tidy.forms(inserted);
      Expr full = forms.getLast();
      if (target != symbols.function()) {
        closed.put(symbols.total(target), full);
      }
      List<Equation> equations =
          paths.scalar()
              ? scalar(symbols, recording, tidy, paths, positions)
              : new TensorSteps(symbols, recording, tidy, paths, shown).of(order);
      boolean wanted = forward.by().contains(target);
      sections.add(
          new Section(target, wanted, finished(equations, wanted, local, forms), local, full));
    }
    return sections;
  }

  /** Where ∂J/∂(quantity) is a mere number, as for the terms of a sum, it needs no section. */
  private static void passTrivial(Symbols symbols, List<Expr> by, List<Expr> order) {
    for (Expr node : order.reversed()) {
      if (node != symbols.objective() && symbols.isNamed(node) && !by.contains(node)) {
        Expr adjoint = Recording.of(symbols, List.of(node)).adjoint(node);
        if (Uniform.value(Simplify.of(adjoint)).isPresent()) {
          symbols.pass(node);
        }
      }
    }
  }

  /** The partial derivatives of the users, and their sum. */
  private static List<Equation> scalar(
      Symbols symbols, Recording recording, Tidy tidy, Paths paths, Map<Expr, Integer> positions) {
    ScalarSteps steps = new ScalarSteps(symbols, recording, tidy, paths, positions);
    Expr total = symbols.total(paths.by());
    List<Expr> users = paths.users();
    if (users.equals(List.of(symbols.objective()))) {
      return List.of(new Equation(total, steps.of(users.getFirst()).lines()));
    }
    if (users.contains(symbols.objective())) {
      symbols.distinguish(paths.by());
    }
    List<Equation> equations = new ArrayList<>();
    Expr chain = null;
    for (Expr user : users) {
      equations.add(steps.of(user));
      Expr local = symbols.local(user, paths.by());
      Expr term = user == symbols.objective() ? local : symbols.total(user).times(local);
      chain = chain == null ? term : chain.plus(term);
    }
    if (chain != null) {
      equations.add(new Equation(total, List.of(new Equation.Line(RuleNames.CHAIN, chain))));
    }
    return equations;
  }

  /** Adds the local and the closed form to the last equation, where they are not there already. */
  private static List<Equation> finished(
      List<Equation> equations, boolean wanted, Expr local, List<Expr> forms) {
    List<Equation> all = new ArrayList<>(equations);
    if (all.isEmpty()) {
      return all;
    }
    Equation last = all.removeLast();
    List<Equation.Line> lines = new ArrayList<>(last.lines());
    Expr closed = forms.getLast();
    boolean brief = wanted || closed.shape().rank() == 0 || Size.isShort(closed);
    for (Expr form : brief && !Size.isLong(closed) ? forms : List.of(local)) {
      if (lines.isEmpty() || lines.getLast().right() != form) {
        String rule =
            form == forms.getFirst() || form == local ? RuleNames.INSERT : RuleNames.LOGISTIC;
        lines.add(new Equation.Line(rule, form));
      }
    }
    all.add(new Equation(last.left(), lines));
    return all;
  }

  private void evaluate() {
    List<Expr> nodes = new ArrayList<>(symbols.quantities().keySet());
    List<Tensor> found = Interpreter.evaluate(nodes, question.at());
    Map<Expr, Tensor> known = new HashMap<>(question.at());
    for (int i = 0; i < nodes.size(); i++) {
      values.put(nodes.get(i), found.get(i));
      known.put(symbols.quantity(nodes.get(i)), found.get(i));
    }
    List<Expr> derivatives =
        sections.stream()
            .map(s -> isJacobian() ? Jacobian.of(symbols.function(), s.of()) : s.closed())
            .toList();
    List<Tensor> derived = Interpreter.evaluate(derivatives, known);
    Valueless valueless = valueless();
    for (int i = 0; i < derived.size(); i++) {
      values.put(symbols.total(sections.get(i).of()), valueless.derivative(derived.get(i)));
    }
    values.putAll(question.at());
  }

  /** What was asked. */
  public Question question() {
    return question;
  }

  /** The program as it was differentiated. */
  Forward forward() {
    return forward;
  }

  /** The symbols in its formulas. */
  Symbols symbols() {
    return symbols;
  }

  /** The derivation of every quantity's derivative, from J back. */
  List<Section> sections() {
    return sections;
  }

  /** The derivations of what was asked for, in the order of the question. */
  List<Section> wanted() {
    return forward.by().stream()
        .distinct()
        .flatMap(x -> sections.stream().filter(section -> section.of() == x))
        .toList();
  }

  /** Whether it leads to a Jacobian. */
  public boolean isJacobian() {
    return jacobian.isPresent();
  }

  /** Writes the steps, if they lead to a Jacobian. */
  Optional<JacobianWriter> jacobian() {
    return jacobian;
  }

  /** Steps in writing; the last formula as this pen writes. */
  Block.Steps written(Equation equation, Pen closing) {
    if (jacobian.isPresent()) {
      return jacobian.get().written(equation);
    }
    Pen pen = Pen.of(symbols);
    List<Block.Step> steps = new ArrayList<>();
    for (Equation.Line line : equation.lines()) {
      boolean last = line == equation.lines().getLast();
      steps.add(new Block.Step(line.rule(), (last ? closing : pen).write(line.right())));
    }
    return new Block.Steps(pen.write(equation.left()), steps, Optional.empty());
  }

  /** The shape of the derivative by a node. */
  Shape shape(Expr node) {
    return jacobian.isPresent() ? symbols.function().shape().concat(node.shape()) : node.shape();
  }

  /** How derivatives of the last states of recurrences follow from those of the states before. */
  List<Equation> recursions() {
    return recursions;
  }

  /** The value of a node or of a symbol, if values were given. */
  Optional<Tensor> value(Expr node) {
    return Optional.ofNullable(values.get(node));
  }

  /** Where what is differentiated has no value. */
  Valueless valueless() {
    return Valueless.of(symbols.function(), question.at());
  }

  /** ∂J/∂x for everything asked for, in terms of the program's variables alone. */
  public SequencedMap<Expr, Expr> gradient() {
    Map<Expr, Expr> back = new HashMap<>();
    symbols.quantities().forEach((node, symbol) -> back.put(symbol, node));
    Replacement unfold = new Replacement(back);
    SequencedMap<Expr, Expr> gradient = new LinkedHashMap<>();
    wanted().forEach(section -> gradient.put(section.of(), unfold.of(section.closed())));
    return gradient;
  }

  /**
   * The question for the second derivatives: the gradient of ∂J/∂x, which is called J_x.
   *
   * @param x a number among those asked for
   */
  public Question second(Expr x) {
    String name = question.name() + "_" + symbols.quantity(x).op().name().replace("_", "");
    Expr first = gradient().getOrDefault(x, Expr.constant(0));
    SequencedMap<String, Expr> names = new LinkedHashMap<>(forward.names());
    names.put(name, first);
    return new Question(
        name, first, names, forward.by(), question.at(), question.sizes(), List.of());
  }

  /** The derivations of the second derivatives, by what was asked for. */
  public SequencedMap<Expr, Derivation> seconds() {
    SequencedMap<Expr, Derivation> seconds = new LinkedHashMap<>();
    forward.by().forEach(x -> seconds.put(x, jacobian(second(x))));
    return seconds;
  }

  /** The variables of the program. */
  public List<Expr> variables() {
    return Expr.inOrder(List.of(symbols.function())).stream()
        .filter(node -> node.op() instanceof Variable)
        .filter(node -> !question.sizes().symbols().containsValue(node))
        .toList();
  }
}
