import org.jspecify.annotations.NullMarked;

/** Formulas as people write them, and what can be shown of them. */
@NullMarked
module org.chainrule.explain {
  requires static org.jspecify;
  requires transitive org.chainrule.calculus;
  requires transitive org.chainrule.drawing;
  requires transitive org.chainrule.graph;

  exports org.chainrule.explain.activation;
  exports org.chainrule.explain.derivation;
  exports org.chainrule.explain.document;
  exports org.chainrule.explain.formula;
  exports org.chainrule.explain.geometry;
  exports org.chainrule.explain.layer;
  exports org.chainrule.explain.trace;
  exports org.chainrule.explain.writing;
}
