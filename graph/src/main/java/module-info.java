import org.jspecify.annotations.NullMarked;

/** Shapes, expressions, the operations and the interpreter. */
@NullMarked
module org.chainrule.graph {
  requires static org.jspecify;

  exports org.chainrule.graph;
  exports org.chainrule.graph.interpreter;
  exports org.chainrule.graph.op;
}
