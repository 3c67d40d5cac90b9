package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.chainrule.explain.document.Block;
import org.chainrule.explain.document.Block.Heading;
import org.chainrule.explain.document.Block.Paragraph;
import org.chainrule.explain.document.Block.Step;
import org.chainrule.explain.document.Block.Steps;
import org.chainrule.explain.writing.Written;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Variable;

/**
 * The general pattern of recurrences: what holds at every time t, read off the times that were
 * derived one by one.
 */
final class Recursion {
  private final Derivation derivation;
  private final Symbols symbols;
  private final TimeIndex times;
  private final List<Block> blocks = new ArrayList<>();
  private final Map<Expr, RunningSum> running = new HashMap<>();
  private final List<Equation> claimed = new ArrayList<>();

  private Recursion(Derivation derivation, TimeIndex times) {
    this.derivation = derivation;
    this.symbols = derivation.symbols();
    this.times = times;
  }

  /** ∂h_T/∂x from ∂h_(T−1)/∂x, for states and variables that are numbers. */
  static List<Equation> equations(
      Symbols symbols, Forward forward, List<Expr> by, List<Expr> order) {
    Optional<TimeIndex> found = TimeIndex.of(symbols, order);
    List<Equation> equations = new ArrayList<>();
    if (found.isEmpty()) {
      return equations;
    }
    Tidy tidy = new Tidy(symbols, forward.distributions());
    for (TreeMap<Integer, Expr> state : found.get().states().values()) {
      Expr end = state.lastEntry().getValue();
      Expr before = state.get(state.lastKey() - 1);
      for (Expr x : by) {
        boolean numbers = end.shape().rank() == 0 && x.shape().rank() == 0 && x.inputs().isEmpty();
        // By what is read at one time only, the derivatives of other times are other formulas.
        boolean always = numbers && !found.get().hasTime(x.op().name());
        if (always && before != null && onlyThrough(symbols, end, before, x)) {
          Expr apart = symbols.apart(end);
          Expr own = partial(apart, x);
          Expr past = partial(apart, symbols.quantity(before));
          Expr seed = symbols.whole(before, x);
          Expr raw = symbols.display(symbols.fold(own)).plus(symbols.fold(past).times(seed));
          Expr right = tidy.of(new Replacement(Map.of(apart, symbols.quantity(end))).of(raw));
          equations.add(
              new Equation(
                  symbols.whole(end, x), List.of(new Equation.Line(RuleNames.CHAIN, right))));
        }
      }
    }
    return equations;
  }

  private static Expr partial(Expr node, Expr by) {
    return org.chainrule.calculus.Gradient.pullback(
            List.of(node), List.of(Expr.constant(1)), List.of(by))
        .getFirst();
  }

  /**
   * Whether a state depends on a variable itself and through the state before, and no other way.
   */
  private static boolean onlyThrough(Symbols symbols, Expr end, Expr before, Expr x) {
    List<Expr> below = Expr.inOrder(List.of(symbols.apart(end)));
    return below.contains(x)
        && below.stream()
            .filter(node -> symbols.meaning(node).isPresent())
            .allMatch(
                node ->
                    node == symbols.quantity(before)
                        || !(symbols.meaning(node).orElseThrow()
                            instanceof Symbols.Meaning.Quantity q)
                        || !Expr.inOrder(List.of(q.node())).contains(x));
  }

  /** Where one state's derivative is written dJ/dh_t, as J uses it itself, all are. */
  static void distinguish(Symbols symbols, List<Expr> order) {
    TimeIndex.of(symbols, order)
        .ifPresent(
            index ->
                index.states().values().stream()
                    .map(TreeMap::values)
                    .filter(states -> states.stream().anyMatch(symbols::isDistinguished))
                    .forEach(states -> states.forEach(symbols::distinguish)));
  }

  /** What is said of a program with a recurrence. */
  static List<Block> blocks(Derivation derivation) {
    Symbols symbols = derivation.symbols();
    List<Expr> order = Expr.inOrder(List.of(derivation.forward().objective()));
    Optional<TimeIndex> times = TimeIndex.of(symbols, order);
    if (times.isEmpty()) {
      return List.of();
    }
    Recursion recursion = new Recursion(derivation, times.get());
    recursion.forward();
    recursion.backward();
    return recursion.blocks.isEmpty() ? List.of() : recursion.headed();
  }

  private List<Block> headed() {
    List<Block> all = new ArrayList<>();
    all.add(Heading.of(2, "The general pattern"));
    all.add(
        new Paragraph(
            "What stands above for each time, for every "
                + times.letter()
                + " up to "
                + times.last()
                + " if no other end is named; derivatives of the first state are 0."));
    all.addAll(blocks);
    return all;
  }

  private Pen pen(int time) {
    return Pen.renaming(symbols, name -> times.at(name, time));
  }

  private void forward() {
    Pen pen = pen(times.last());
    for (Equation equation : derivation.recursions()) {
      blocks.add(
          new Steps(
              pen.write(equation.left()),
              List.of(
                  new Step(
                      equation.lines().getLast().rule(),
                      pen.write(equation.lines().getLast().right()))),
              Optional.empty()));
    }
  }

  private void backward() {
    SequencedMap<Written, TreeMap<Integer, Section>> families = new LinkedHashMap<>();
    for (Section section : derivation.sections()) {
      Optional<Integer> time = times.time(symbols, section.of());
      if (time.isPresent()) {
        families
            .computeIfAbsent(
                pen(time.get()).write(symbols.total(section.of())), l -> new TreeMap<>())
            .put(time.get(), section);
      }
    }
    families.forEach(this::general);
    for (Section section : derivation.sections()) {
      if (times.time(symbols, section.of()).isEmpty() && section.wanted()) {
        sum(section);
      }
    }
    derivation.verify(claimed);
  }

  /** An adjoint that is the same formula at all times but the last. */
  private void general(Written left, SortedMap<Integer, Section> sections) {
    List<Written> inner =
        sections.entrySet().stream()
            .filter(e -> e.getKey() < times.last() || sections.size() == 1)
            .map(e -> pen(e.getKey()).write(e.getValue().local()))
            .distinct()
            .toList();
    if (inner.size() != 1 || sections.size() < 2) {
      return;
    }
    Section last = List.copyOf(sections.values()).getLast();
    Written atLast = pen(sections.lastKey()).write(last.local());
    boolean toTheEnd = sections.lastKey() == times.last() && atLast.equals(inner.getFirst());
    if (sections.lastKey() == times.last() && !toTheEnd) {
      Pen plain = Pen.of(symbols);
      blocks.add(
          new Steps(
              plain.write(symbols.total(last.of())),
              List.of(new Step("at the end", plain.write(last.local()))),
              Optional.empty()));
    }
    String range = toTheEnd ? "" : "for " + times.letter() + " < " + times.last();
    List<Step> steps = new ArrayList<>(List.of(new Step(range, inner.getFirst())));
    RunningSum.of(symbols, sections)
        .ifPresent(
            sum -> {
              inOneTerm(sum)
                  .ifPresent(
                      term -> {
                        sections.forEach(
                            (time, section) -> {
                              running.put(symbols.total(section.of()), sum);
                              claim(section, sum.times(sum.from(time)));
                            });
                        steps.add(
                            new Step(
                                "term by term",
                                new Written(
                                    before(sum).text() + " " + term.text(),
                                    before(sum).latex() + " " + term.latex())));
                      });
            });
    blocks.add(new Steps(left, steps, Optional.empty()));
  }

  /** Σ_{s≥t} g_s in writing, if g_s is one formula of s. */
  private Optional<Written> inOneTerm(RunningSum sum) {
    TimeIndex inner = times.withLetter("s");
    List<Written> terms =
        sum.terms().entrySet().stream()
            .map(e -> Pen.renaming(symbols, name -> inner.at(name, e.getKey())).write(e.getValue()))
            .distinct()
            .toList();
    String t = times.letter();
    return terms.size() == 1 && sum.terms().values().stream().allMatch(Recursion::isAtom)
        ? Optional.of(
            new Written(
                "Σ_{s≥" + t + "} " + terms.getFirst().text(),
                "\\sum_{s \\ge " + t + "} " + terms.getFirst().latex()))
        : Optional.empty();
  }

  private static boolean isAtom(Expr node) {
    return node.op() instanceof Variable;
  }

  private Written before(RunningSum sum) {
    return Pen.of(symbols).write(sum.before());
  }

  private void claim(Section section, Expr right) {
    claimed.add(
        new Equation(
            symbols.total(section.of()), List.of(new Equation.Line("the pattern", right))));
  }

  /** A derivative that is a sum of one formula over all times. */
  private void sum(Section section) {
    List<Expr> terms = RunningSum.addends(section.local());
    TreeMap<Integer, Expr> byTime = new TreeMap<>();
    for (Expr term : terms) {
      TreeSet<Integer> own = new TreeSet<>();
      for (Expr node : Expr.inOrder(List.of(term))) {
        if (symbols.meaning(node).orElse(null) instanceof Symbols.Meaning.Total total) {
          times.time(symbols, total.node()).ifPresent(own::add);
        }
      }
      if (own.size() != 1) {
        return;
      }
      byTime.put(own.first(), term);
    }
    List<Written> written =
        byTime.entrySet().stream()
            .map(e -> pen(e.getKey()).write(e.getValue()))
            .distinct()
            .toList();
    if (byTime.size() < 2 || byTime.size() < terms.size() || written.size() != 1) {
      return;
    }
    String t = times.letter();
    List<Step> steps = new ArrayList<>();
    steps.add(
        new Step(
            "sum over all times",
            new Written(
                "Σ_" + t + " " + written.getFirst().text(),
                "\\sum_{" + t + "} " + written.getFirst().latex())));
    insertedSum(section, byTime).ifPresent(all -> steps.add(new Step("insert", all)));
    blocks.add(
        new Steps(Pen.of(symbols).write(symbols.total(section.of())), steps, Optional.empty()));
  }

  /** A·Σ_t (Σ_{s≥t} g_s)·x_tᵀ, if every term is ∂J/∂h_t·x_tᵀ. */
  private Optional<Written> insertedSum(Section section, SortedMap<Integer, Expr> terms) {
    Expr whole = null;
    RunningSum sum = null;
    Written last = null;
    for (Map.Entry<Integer, Expr> entry : terms.entrySet()) {
      List<MatrixProduct.Factor> factors = MatrixProduct.of(entry.getValue()).factors();
      RunningSum own = running.get(factors.getFirst().node());
      if (own == null || factors.size() != 2 || factors.getFirst().transposed()) {
        return Optional.empty();
      }
      sum = own;
      last = pen(entry.getKey()).write(factors.getLast());
      MatrixProduct.Factor inner = new MatrixProduct.Factor(own.from(entry.getKey()), false);
      Expr term = MatrixProduct.times(inner, factors.getLast()).node();
      whole = whole == null ? term : whole.plus(term);
    }
    if (sum == null || whole == null || last == null) {
      return Optional.empty();
    }
    Written before = before(sum);
    Written factor = last;
    claim(section, sum.times(whole));
    String t = times.letter();
    return inOneTerm(sum)
        .map(
            term ->
                new Written(
                    before.text() + " Σ_" + t + " (" + term.text() + ") " + factor.text(),
                    before.latex()
                        + " \\sum_{"
                        + t
                        + "} \\left("
                        + term.latex()
                        + "\\right) "
                        + factor.latex()));
  }
}
