import org.jspecify.annotations.NullMarked;

/** Charts and run reports. */
@NullMarked
module org.chainrule.report {
  requires static org.jspecify;
  requires java.desktop;
  requires transitive org.chainrule.learn;

  exports org.chainrule.report;
}
