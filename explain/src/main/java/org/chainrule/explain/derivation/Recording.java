package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Recorder;
import org.chainrule.graph.Expr;

/**
 * The rules that reverse mode applied, in the symbols of a derivation: where a named quantity's
 * rule was applied, the symbol ∂J/∂(quantity) stands for what had been added up so far. Terms are
 * added up in the order in which the formula of J is read.
 */
final class Recording implements Recorder {
  /** What a node's rule added to ∂J/∂(one of its inputs). */
  record Term(int input, Expr value) {}

  private final Symbols symbols;
  private final Map<Expr, Expr> adjoints = new HashMap<>();
  private final Map<Expr, List<Term>> terms = new HashMap<>();
  private final Map<Expr, SequencedMap<Integer, Expr>> shares = new HashMap<>();
  private final Map<Expr, Integer> reading;

  private Recording(Symbols symbols) {
    this.symbols = symbols;
    this.reading = Paths.reading(symbols.objective());
  }

  /** Records the differentiation of the objective. */
  static Recording of(Symbols symbols, Collection<Expr> by) {
    Recording recording = new Recording(symbols);
    Expr objective = symbols.objective();
    List<Expr> wanted = List.copyOf(by);
    List<Expr> found =
        Gradient.pullback(List.of(objective), List.of(Expr.constant(1)), wanted, recording);
    for (int i = 0; i < wanted.size(); i++) {
      recording.adjoints.put(wanted.get(i), recording.sum(wanted.get(i), found.get(i)));
    }
    return recording;
  }

  @Override
  public Expr adjoint(Expr node, Expr total) {
    Expr sum = sum(node, total);
    adjoints.put(node, sum);
    return node == symbols.objective() || symbols.isCut(node) ? symbols.total(node) : sum;
  }

  @Override
  public void term(Expr node, int input, Expr term) {
    terms.computeIfAbsent(node, n -> new ArrayList<>()).add(new Term(input, term));
    shares
        .computeIfAbsent(node.input(input), n -> new TreeMap<>())
        .merge(reading.getOrDefault(node, 0), term, Expr::plus);
  }

  /** What was added up for a node, in the order of reading. */
  private Expr sum(Expr node, Expr total) {
    return shares.containsKey(node) && node != symbols.objective()
        ? shares.get(node).values().stream().reduce(Expr::plus).orElse(total)
        : total;
  }

  /** ∂J/∂node as it was added up, in symbols. */
  Expr adjoint(Expr node) {
    Expr found = adjoints.get(node);
    Expr seed = symbols.total(symbols.objective());
    return found == null
        ? Expr.filled(node.shape(), 0)
        : new Replacement(Map.of(seed, Expr.constant(1))).of(found);
  }

  /** What the node's rule added to its inputs' adjoints, ∂J/∂J being a symbol, too. */
  List<Term> terms(Expr node) {
    return terms.getOrDefault(node, List.of());
  }
}
