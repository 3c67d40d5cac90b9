import org.jspecify.annotations.NullMarked;

/** Formulas as people write them, and what can be shown of them. */
@NullMarked
module org.chainrule.explain {
  requires static org.jspecify;
  requires transitive org.chainrule.calculus;
  requires transitive org.chainrule.drawing;
  requires transitive org.chainrule.graph;
  requires ch.obermuhlner.math.big;

  exports org.chainrule.explain.canonical;
  exports org.chainrule.explain.check;
  exports org.chainrule.explain.check.slip;
  exports org.chainrule.explain.derivation;
  exports org.chainrule.explain.document;
  exports org.chainrule.explain.formula;
  exports org.chainrule.explain.layer;
  exports org.chainrule.explain.linear;
  exports org.chainrule.explain.number;
  exports org.chainrule.explain.writing;
}
