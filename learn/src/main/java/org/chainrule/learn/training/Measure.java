package org.chainrule.learn.training;

/** By what a model is judged besides by its loss; 1 is perfect. */
public enum Measure {
  /** The share of labels that are told right. */
  ACCURACY("accuracy"),
  /**
   * The share of the variance that is explained: 1 − Σ(t − a)²/Σ(t − t̄)², the mean over targets.
   */
  R2("R²");

  private final String text;

  Measure(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
