package org.chainrule.learn.network;

/** What a forward pass is for. */
public enum Mode {
  /** To learn from: dropout drops, and batch normalisation goes by the batch. */
  TRAINING,
  /** To predict: the same inputs give the same outputs, whatever else is in the batch. */
  EVALUATION
}
