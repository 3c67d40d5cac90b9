package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.chainrule.explain.document.Block;
import org.chainrule.explain.document.Block.Heading;
import org.chainrule.explain.document.Block.Paragraph;
import org.chainrule.explain.document.Block.Step;
import org.chainrule.explain.document.Block.Steps;
import org.chainrule.explain.writing.Written;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Add;

/**
 * The general pattern of recurrences: what holds at every time t, read off the times that were
 * derived one by one.
 */
final class Recursion {
  private final Derivation derivation;
  private final Symbols symbols;
  private final TimeIndex times;
  private final List<Block> blocks = new ArrayList<>();

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
        if (numbers && before != null && onlyThrough(symbols, end, before, x)) {
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
                + "; beyond the last time derivatives are 0, and so are those of the first"
                + " state."));
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
    Map<Written, Map<Integer, Written>> families = new LinkedHashMap<>();
    for (Section section : derivation.sections()) {
      Optional<Integer> time = times.time(symbols, section.of());
      if (time.isPresent()) {
        Pen pen = pen(time.get());
        families
            .computeIfAbsent(pen.write(symbols.total(section.of())), l -> new TreeMap<>())
            .put(time.get(), pen.write(section.local()));
      }
    }
    families.forEach(this::general);
    for (Section section : derivation.sections()) {
      if (times.time(symbols, section.of()).isEmpty() && section.wanted()) {
        sum(section);
      }
    }
  }

  /** An adjoint that is the same formula at all times but the last. */
  private void general(Written left, Map<Integer, Written> rights) {
    List<Written> inner =
        rights.entrySet().stream()
            .filter(e -> e.getKey() < times.last() || rights.size() == 1)
            .map(Map.Entry::getValue)
            .distinct()
            .toList();
    if (inner.size() == 1 && rights.size() > 1) {
      blocks.add(new Steps(left, List.of(new Step("", inner.getFirst())), Optional.empty()));
    }
  }

  /** A derivative that is a sum of one formula over all times. */
  private void sum(Section section) {
    List<Expr> terms = new ArrayList<>();
    addends(section.local(), terms);
    List<Written> written = new ArrayList<>();
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
      written.add(pen(own.first()).write(term));
    }
    if (written.size() > 1 && written.stream().skip(1).distinct().count() <= 1) {
      Written term = written.getFirst();
      if (written.stream().distinct().count() == 1) {
        Written all =
            new Written(
                "Σ_" + times.letter() + " " + term.text(),
                "\\sum_{" + times.letter() + "} " + term.latex());
        blocks.add(
            new Steps(
                Pen.of(symbols).write(symbols.total(section.of())),
                List.of(new Step("sum over all times", all)),
                Optional.empty()));
      }
    }
  }

  private static void addends(Expr sum, List<Expr> terms) {
    if (sum.op() instanceof Add) {
      addends(sum.input(0), terms);
      addends(sum.input(1), terms);
    } else {
      terms.add(sum);
    }
  }
}
