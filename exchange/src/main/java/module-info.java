import org.jspecify.annotations.NullMarked;

/** Model files. */
@NullMarked
module org.chainrule.exchange {
  requires static org.jspecify;
  requires transitive org.chainrule.learn;
  requires tools.jackson.databind;

  exports org.chainrule.exchange;
}
