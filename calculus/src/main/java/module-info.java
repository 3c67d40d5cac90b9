import org.jspecify.annotations.NullMarked;

/** Derivatives of graphs as graphs, and rewrite rules. */
@NullMarked
module org.chainrule.calculus {
  requires static org.jspecify;
  requires transitive org.chainrule.graph;

  exports org.chainrule.calculus;
}
