import org.jspecify.annotations.NullMarked;

/** Drawings, plots and marked-up text as data, and their forms: SVG, PNG and HTML. */
@NullMarked
module org.chainrule.drawing {
  requires static org.jspecify;
  requires transitive java.desktop;
  requires transitive org.chainrule.graph;

  exports org.chainrule.drawing;
  exports org.chainrule.drawing.markup;
  exports org.chainrule.drawing.plot;
}
