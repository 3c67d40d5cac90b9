import org.jspecify.annotations.NullMarked;

/** Choosing a model's settings. */
@NullMarked
module org.chainrule.search {
  requires static org.jspecify;
  requires tools.jackson.databind;
  requires transitive org.chainrule.learn;

  exports org.chainrule.search;
  exports org.chainrule.search.space;
  exports org.chainrule.search.strategy;
}
