import org.jspecify.annotations.NullMarked;

/** Compiled plans over vector kernels. */
@NullMarked
module org.chainrule.engine {
  requires static org.jspecify;
  requires jdk.incubator.vector;
  requires jdk.management;
  requires transitive org.chainrule.graph;

  exports org.chainrule.engine;
}
