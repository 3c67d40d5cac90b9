package org.chainrule.learn.training;

import java.util.Locale;
import org.chainrule.learn.optimizer.Adam;
import org.chainrule.learn.optimizer.Optimizer;

/**
 * How to train.
 *
 * @param optimizer the rule for the updates
 * @param batchSize how many examples an update sees; the last batch of an epoch may be smaller
 * @param epochs how many passes over the examples at most
 * @param patience after how many epochs without a lower validation loss to stop, keeping the best
 *     weights; 0 never stops early and keeps the last
 * @param shuffle whether every epoch goes through the examples in a new random order
 * @param l2 α: the loss gains ½ α ‖W‖²/n over a batch of n, for weights only
 * @param seed decides initial weights and orders
 */
public record Recipe(
    Optimizer optimizer,
    int batchSize,
    int epochs,
    int patience,
    boolean shuffle,
    double l2,
    long seed) {
  public Recipe {
    requireAtLeast("batch size", batchSize, 1);
    requireAtLeast("epochs", epochs, 0);
    requireAtLeast("patience", patience, 0);
    Optimizer.require("l2", l2, 0, Double.POSITIVE_INFINITY);
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %d; it must be at least %d", name, value, least));
    }
  }

  /** Adam at 0.001, batches of 32, 20 epochs in random order, no early stop, no decay, seed 0. */
  public static Recipe standard() {
    return new Recipe(new Adam(0.001), 32, 20, 0, true, 0, 0);
  }

  /** The same with another optimiser. */
  public Recipe with(Optimizer other) {
    return new Recipe(other, batchSize, epochs, patience, shuffle, l2, seed);
  }

  /** The same with another batch size. */
  public Recipe withBatchSize(int other) {
    return new Recipe(optimizer, other, epochs, patience, shuffle, l2, seed);
  }

  /** The same with another number of epochs. */
  public Recipe withEpochs(int other) {
    return new Recipe(optimizer, batchSize, other, patience, shuffle, l2, seed);
  }

  /** The same with another patience. */
  public Recipe withPatience(int other) {
    return new Recipe(optimizer, batchSize, epochs, other, shuffle, l2, seed);
  }

  /** The same with examples in their own order, or in random order. */
  public Recipe withShuffle(boolean other) {
    return new Recipe(optimizer, batchSize, epochs, patience, other, l2, seed);
  }

  /** The same with another α. */
  public Recipe withL2(double other) {
    return new Recipe(optimizer, batchSize, epochs, patience, shuffle, other, seed);
  }

  /** The same with another seed. */
  public Recipe withSeed(long other) {
    return new Recipe(optimizer, batchSize, epochs, patience, shuffle, l2, other);
  }
}
