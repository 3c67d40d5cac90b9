import org.jspecify.annotations.NullMarked;

/** Layers, losses, optimisers, data and training. */
@NullMarked
module org.chainrule.learn {
  requires static org.jspecify;
  requires de.siegmar.fastcsv;
  requires transitive org.chainrule.calculus;
  requires transitive org.chainrule.engine;

  exports org.chainrule.learn.augmentation;
  exports org.chainrule.learn.data;
  exports org.chainrule.learn.estimator;
  exports org.chainrule.learn.network;
  exports org.chainrule.learn.optimizer;
  exports org.chainrule.learn.random;
  exports org.chainrule.learn.text;
  exports org.chainrule.learn.training;
}
