import org.jspecify.annotations.NullMarked;

/** Formulas as people write them, and what can be shown of them. */
@NullMarked
@SuppressWarnings("requires-automatic") // those of ELK
module org.chainrule.explain {
  requires static org.jspecify;
  requires ch.obermuhlner.math.big;
  requires transitive org.chainrule.calculus;
  requires transitive org.chainrule.drawing;
  requires transitive org.chainrule.graph;
  requires org.eclipse.elk.alg.layered;
  requires org.eclipse.elk.core;
  requires org.eclipse.elk.graph;
  requires org.eclipse.emf.common;

  exports org.chainrule.explain.activation;
  exports org.chainrule.explain.canonical;
  exports org.chainrule.explain.check.slip;
  exports org.chainrule.explain.check;
  exports org.chainrule.explain.derivation;
  exports org.chainrule.explain.document;
  exports org.chainrule.explain.formula;
  exports org.chainrule.explain.geometry;
  exports org.chainrule.explain.layer;
  exports org.chainrule.explain.linear;
  exports org.chainrule.explain.number;
  exports org.chainrule.explain.picture;
  exports org.chainrule.explain.trace;
  exports org.chainrule.explain.writing;
}
