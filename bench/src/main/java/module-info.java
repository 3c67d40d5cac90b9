import org.jspecify.annotations.NullMarked;

/** Workloads to be timed, and the machine's own limit. */
@NullMarked
module org.chainrule.bench {
  requires static org.jspecify;
  requires jdk.incubator.vector;
  requires transitive org.chainrule.learn;

  exports org.chainrule.bench;
}
