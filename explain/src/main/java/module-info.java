import org.jspecify.annotations.NullMarked;

/** Formulas as people write them, and what can be shown of them. */
@NullMarked
module org.chainrule.explain {
  requires static org.jspecify;
  requires transitive org.chainrule.calculus;
  requires transitive org.chainrule.drawing;
  requires transitive org.chainrule.graph;

  exports org.chainrule.explain.formula;
}
