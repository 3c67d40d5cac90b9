import org.jspecify.annotations.NullMarked;

/** Charts and run reports. */
@NullMarked
module org.chainrule.report {
  requires static org.jspecify;
  requires org.chainrule.drawing;
  requires transitive org.chainrule.learn;
  requires transitive org.chainrule.search;

  exports org.chainrule.report;
}
