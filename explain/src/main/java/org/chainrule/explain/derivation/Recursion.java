package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.chainrule.explain.document.Block;
import org.chainrule.explain.document.Block.Heading;
import org.chainrule.explain.document.Block.Paragraph;
import org.chainrule.explain.document.Block.Step;
import org.chainrule.explain.document.Block.Steps;
import org.chainrule.explain.writing.Written;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Variable;

/**
 * The general pattern of recurrences: what holds at every time t, read off the times that were
 * derived one by one.
 */
final class Recursion {
  private final Derivation derivation;
  private final Symbols symbols;
  private final TimeIndex times;
  private final TimeShift shift;
  private final Function<Shape, String> measures;
  private final List<Expr> used = new ArrayList<>();
  private final Set<Expr> defined = new HashSet<>();
  private final List<Block> blocks = new ArrayList<>();
  private final Map<Expr, RunningSum> running = new HashMap<>();
  private final List<Equation> claimed = new ArrayList<>();

  private Recursion(Derivation derivation, TimeIndex times, Function<Shape, String> measures) {
    this.shift = new TimeShift(derivation, times);
    this.measures = measures;
    this.derivation = derivation;
    this.symbols = derivation.symbols();
    this.times = times;
  }

  /** Where one time's derivative is written dJ/dh_t, as J uses it itself, all are. */
  static void distinguish(Symbols symbols, List<Expr> order) {
    TimeIndex.of(symbols, order)
        .ifPresent(
            index ->
                index.families().values().stream()
                    .map(TreeMap::values)
                    .filter(family -> family.stream().anyMatch(symbols::isDistinguished))
                    .forEach(family -> family.forEach(symbols::distinguish)));
  }

  /**
   * What is said of a program with a recurrence.
   *
   * @param measures how shapes are written
   */
  static List<Block> blocks(Derivation derivation, Function<Shape, String> measures) {
    Symbols symbols = derivation.symbols();
    List<Expr> order = Expr.inOrder(List.of(derivation.forward().objective()));
    Optional<TimeIndex> times = TimeIndex.of(symbols, order);
    if (times.isEmpty()) {
      return List.of();
    }
    Recursion recursion = new Recursion(derivation, times.get(), measures);
    recursion.forward();
    recursion.backward();
    if (recursion.blocks.isEmpty()) {
      return List.of();
    }
    recursion.definitions();
    return recursion.headed();
  }

  private List<Block> headed() {
    List<String> starts = shift.starts();
    List<Block> all = new ArrayList<>();
    all.add(Heading.of(2, "The general pattern"));
    all.add(
        new Paragraph(
            "For every "
                + times.letter()
                + " from 1 to "
                + times.last()
                + ", except where a line says otherwise."
                + (starts.isEmpty() ? "" : " Here " + String.join(" and ", starts) + ".")
                + (derivation.recursions().isEmpty() ? "" : " Derivatives at time 0 are 0.")));
    all.addAll(blocks);
    return all;
  }

  private Pen pen(int time) {
    return Pen.renaming(symbols, name -> times.at(name, time));
  }

  /** A formula with its shapes, if these are the same at all times. */
  private Written measured(Expr formula, int time) {
    boolean same =
        times.families().values().stream()
            .allMatch(of -> of.values().stream().map(Expr::shape).distinct().count() == 1);
    return !same
        ? pen(time).write(formula)
        : Pen.measuring(symbols, measures, name -> times.at(name, time)).write(formula);
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
    SequencedMap<String, TreeMap<Integer, Section>> families = new LinkedHashMap<>();
    for (Section section : derivation.sections()) {
      times
          .time(symbols, section.of())
          .ifPresent(
              time ->
                  families
                      .computeIfAbsent(times.letters(symbols, section.of()), f -> new TreeMap<>())
                      .put(time, section));
    }
    families.forEach(
        (family, sections) -> {
          if (!sections.headMap(times.last()).isEmpty()) {
            general(family, sections.headMap(times.last()).lastKey(), sections);
          }
        });
    for (Section section : derivation.sections()) {
      if (times.time(symbols, section.of()).isEmpty() && section.wanted()) {
        sum(section);
      }
    }
    if (!blocks.isEmpty()) {
      close(families);
    }
    derivation.verify(claimed);
  }

  /**
   * An adjoint that is the same formula at all times, but at the last and at the first ones.
   *
   * @param time whose formula it is
   * @return whether it is
   */
  private boolean general(String family, int time, SortedMap<Integer, Section> sections) {
    Expr node = Objects.requireNonNull(times.family(family).get(time));
    Expr formula = shift.local(node);
    TreeMap<Integer, Expr> formulas = new TreeMap<>();
    times.family(family).forEach((at, own) -> formulas.put(at, shift.local(own)));
    int from = first(formula, time, formulas);
    Section last = Objects.requireNonNull(sections.get(sections.lastKey()));
    boolean ends = sections.lastKey() == times.last();
    boolean toTheEnd =
        ends && pen(times.last()).write(last.local()).equals(pen(time).write(formula));
    if (from == time && !toTheEnd && !times.states().contains(family)) {
      return false;
    }
    sections.headMap(from).values().forEach(first -> define(first, ""));
    if (ends && !toTheEnd) {
      define(last, "at the end");
    }
    sections.values().forEach(section -> defined.add(symbols.total(section.of())));
    used.add(formula);
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(range(from, toTheEnd ? times.last() : time), measured(formula, time)));
    RunningSum.of(symbols, sections)
        .ifPresent(
            sum ->
                inOneTerm(sum)
                    .ifPresent(
                        term -> {
                          sections.forEach(
                              (at, section) -> {
                                running.put(symbols.total(section.of()), sum);
                                claim(section, sum.times(sum.from(at)));
                              });
                          steps.add(
                              new Step(
                                  "term by term",
                                  new Written(
                                      before(sum).text() + " " + term.text(),
                                      before(sum).latex() + " " + term.latex())));
                        }));
    blocks.add(new Steps(pen(time).write(symbols.total(node)), steps, Optional.empty()));
    return true;
  }

  /** The first time since which a formula of one time is that of all up to it. */
  private int first(Expr formula, int time, SortedMap<Integer, Expr> formulas) {
    Written general = pen(time).write(formula);
    int from = time;
    while (from > 1) {
      Expr earlier = formulas.get(from - 1);
      boolean alike = earlier != null && pen(from - 1).write(earlier).equals(general);
      if (!alike && !shift.isAt(formula, time - from + 1, earlier)) {
        return from;
      }
      from--;
    }
    return from;
  }

  private String range(int from, int to) {
    String t = times.letter();
    boolean below = to < times.last();
    String upper = to == times.last() - 1 ? " < " + times.last() : " ≤ " + to;
    return from == 1
        ? (below ? "for " + t + upper : "")
        : below ? "for " + (from - 1) + " < " + t + upper : "for " + t + " > " + (from - 1);
  }

  /** One time's own formula, as it stands in the derivation. */
  private void define(Section section, String remark) {
    Pen plain = Pen.of(symbols);
    Expr total = symbols.total(section.of());
    defined.add(total);
    used.add(section.local());
    Written formula = Pen.measuring(symbols, measures, name -> name).write(section.local());
    blocks.add(new Steps(plain.write(total), List.of(new Step(remark, formula)), Optional.empty()));
  }

  /** Adds the derivatives that the pattern uses and does not tell. */
  private void close(Map<String, ? extends SortedMap<Integer, Section>> families) {
    Map<Expr, Section> known = new HashMap<>();
    derivation.sections().forEach(section -> known.put(symbols.total(section.of()), section));
    for (int next = 0; next < used.size(); next++) {
      for (Expr node : Expr.inOrder(List.of(used.get(next)))) {
        Section section = known.get(node);
        if (section != null && !defined.contains(node)) {
          SortedMap<Integer, Section> family = families.get(times.letters(symbols, section.of()));
          if (family == null
              || !general(times.letters(symbols, section.of()), times.last() - 1, family)) {
            define(section, "");
          }
        }
      }
    }
  }

  /** Says first what the pattern's names are that the program does not have. */
  private void definitions() {
    List<Block> definitions = new ArrayList<>();
    Set<Expr> nodes = new HashSet<>(Expr.inOrder(used));
    times
        .families()
        .forEach(
            (family, of) -> {
              Expr end = Objects.requireNonNull(of.get(times.last()));
              boolean invented =
                  symbols.isNamed(end)
                      && !derivation.question().names().containsKey(symbols.name(end));
              if (invented && of.values().stream().anyMatch(node -> isUsed(node, nodes))) {
                TreeMap<Integer, Expr> formulas = new TreeMap<>();
                of.forEach((time, node) -> formulas.put(time, symbols.definition(node)));
                Expr formula = symbols.definition(end);
                int from = first(formula, times.last(), formulas);
                Step step = new Step(range(from, times.last()), measured(formula, times.last()));
                Written name = pen(times.last()).write(symbols.quantity(end));
                definitions.add(new Steps(name, List.of(step), Optional.empty()));
              }
            });
    blocks.addAll(0, definitions);
  }

  private boolean isUsed(Expr node, Set<Expr> nodes) {
    return nodes.contains(symbols.quantity(node)) || nodes.contains(symbols.total(node));
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
    TreeMap<Integer, Expr> terms = new TreeMap<>();
    for (Expr term : RunningSum.addends(section.local())) {
      TreeSet<Integer> own = new TreeSet<>();
      for (Expr node : Expr.inOrder(List.of(term))) {
        if (symbols.meaning(node).orElse(null) instanceof Symbols.Meaning.Total total) {
          times.time(symbols, total.node()).ifPresent(own::add);
        }
      }
      if (own.size() != 1) {
        return;
      }
      terms.merge(own.first(), term, Expr::plus);
    }
    if (terms.size() < 2) {
      return;
    }
    int last = terms.lastKey();
    Expr formula = Objects.requireNonNull(terms.get(last));
    int from = first(formula, last, terms);
    if (!terms.headMap(from).isEmpty()) {
      return;
    }
    used.add(formula);
    defined.add(symbols.total(section.of()));
    String t = times.letter();
    boolean all = from == 1 && last == times.last();
    Written term = measured(formula, last);
    boolean apart = RunningSum.addends(formula).size() > 1;
    List<Step> steps = new ArrayList<>();
    steps.add(
        new Step(
            all ? "sum over all times" : "sum over times",
            new Written(
                (all ? "Σ_" + t : "Σ_{" + t + "=" + from + ".." + last + "}")
                    + (apart ? " (" + term.text() + ")" : " " + term.text()),
                (all ? "\\sum_{" + t + "} " : "\\sum_{" + t + "=" + from + "}^{" + last + "} ")
                    + (apart ? "\\left(" + term.latex() + "\\right)" : term.latex()))));
    insertedSum(section, terms).ifPresent(whole -> steps.add(new Step("insert", whole)));
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
