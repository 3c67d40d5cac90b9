package org.chainrule.engine.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;

/**
 * The rewriting of a whole graph: copies are left out, recurrences keep only what must be done step
 * by step, folds become convolutions, and what is no large product becomes elementwise work.
 *
 * @param roots what the given nodes have become, in their order
 * @param applied how often each rule was applied, by its name, in the order of first use
 */
public record Rewrites(List<Expr> roots, Map<String, Integer> applied) {
  /** The rules for single nodes, in the order in which they are tried. */
  public static final List<Rule> RULES =
      join(
          MoveRules.ALL,
          TranspositionRules.ALL,
          ContractionRules.SMALLER,
          ConvolutionRules.ALL,
          List.of(ContractionRules.OUTER, ContractionRules.SCALED),
          ExpansionRules.ALL,
          SplitRules.ALL,
          List.of(MoveRules.PART_OF_FUNCTION));

  private static final List<Rule> SIMPLIFYING =
      join(MoveRules.ALL, TranspositionRules.ALL, ContractionRules.SMALLER);
  private static final List<Rule> CONVOLVING = join(SIMPLIFYING, ConvolutionRules.ALL);

  public Rewrites {
    roots = List.copyOf(roots);
  }

  /** Equal graphs to which no rule applies; what they share stays shared. */
  public static Rewrites of(List<Expr> roots) {
    Applied applied = new Applied();
    List<Expr> simple = new LoopRewriting(new BottomUp(SIMPLIFYING, applied), applied).of(roots);
    List<Expr> convolved = new BottomUp(CONVOLVING, applied).of(simple);
    List<Expr> done = new BottomUp(RULES, applied).of(convolved);
    return new Rewrites(Masks.of(done, applied), applied.counts());
  }

  @SafeVarargs
  private static List<Rule> join(List<Rule>... lists) {
    List<Rule> all = new ArrayList<>();
    for (List<Rule> list : lists) {
      all.addAll(list);
    }
    return List.copyOf(all);
  }
}
