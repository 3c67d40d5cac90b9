package org.chainrule.learn.training;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.chainrule.learn.augmentation.Augmentation;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.optimizer.Adam;
import org.chainrule.learn.optimizer.Clipping;
import org.chainrule.learn.optimizer.Optimizer;
import org.chainrule.learn.optimizer.QuasiNewton;
import org.chainrule.learn.optimizer.Schedule;

/**
 * How to train.
 *
 * @param optimizer the rule for the updates
 * @param schedule how its learning rate changes meanwhile
 * @param clipping a bound on gradients, if there is one
 * @param batchSize how many examples an update sees; the last batch of an epoch may be smaller
 * @param epochs how many passes over the examples at most
 * @param patience after how many epochs without a lower validation loss to stop, keeping the best
 *     weights; 0 never stops early and keeps the last
 * @param shuffle whether every epoch goes through the examples in a new random order
 * @param loss what is minimised
 * @param l1 α₁: the loss gains α₁ Σ|W|/n over a batch of n, for weights only
 * @param l2 α: the loss gains ½ α ‖W‖²/n over a batch of n, for weights only
 * @param averageDecay d: scores and the model are of a ← d a + (1 − d) w, the moving average of the
 *     weights w over the steps, with a smaller d in the first; 0 takes the weights as they are
 * @param augmentations what is done to the training examples anew in every epoch, in this order
 * @param seed decides initial weights, orders and all else that is random
 */
public record Recipe(
    Optimizer optimizer,
    Schedule schedule,
    Optional<Clipping> clipping,
    int batchSize,
    int epochs,
    int patience,
    boolean shuffle,
    Loss loss,
    double l1,
    double l2,
    double averageDecay,
    List<Augmentation> augmentations,
    long seed) {
  private static final String SAME_LOSS = "the loss must be the same function at every step";

  public Recipe {
    requireAtLeast("batch size", batchSize, 1);
    requireAtLeast("epochs", epochs, 0);
    requireAtLeast("patience", patience, 0);
    Optimizer.require("l1", l1, 0, Double.POSITIVE_INFINITY);
    Optimizer.require("l2", l2, 0, Double.POSITIVE_INFINITY);
    Optimizer.require("decay of the average", averageDecay, 0, 1);
    augmentations = List.copyOf(augmentations);
    if (optimizer instanceof QuasiNewton) {
      requireNone("schedule", schedule.equals(new Schedule.Constant()), "its steps have no rate");
      requireNone("clipping", clipping.isEmpty(), "its steps need the true gradient");
      requireNone("augmentation", augmentations.isEmpty(), SAME_LOSS);
    }
  }

  private static void requireNone(String name, boolean none, String reason) {
    if (!none) {
      throw new IllegalArgumentException("L-BFGS takes no " + name + ": " + reason);
    }
  }

  /**
   * Checks that a network can be trained like this.
   *
   * @throws IllegalArgumentException if it draws random numbers, which L-BFGS takes none of
   */
  public void requireFor(Network network) {
    if (optimizer instanceof QuasiNewton) {
      requireNone("dropout", !network.draws(), SAME_LOSS);
    }
  }

  /** How many of so many examples an update sees. */
  int batchOf(int examples) {
    if (optimizer instanceof QuasiNewton && batchSize < examples) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "L-BFGS sees all examples at once: batch size is %d; it must be at least %d",
              batchSize,
              examples));
    }
    return Math.min(batchSize, examples);
  }

  /**
   * A recipe with a rate that never changes, no clipping, the plain loss, no L1, no average and no
   * augmentation.
   */
  public Recipe(
      Optimizer optimizer,
      int batchSize,
      int epochs,
      int patience,
      boolean shuffle,
      double l2,
      long seed) {
    this(
        optimizer,
        new Schedule.Constant(),
        Optional.empty(),
        batchSize,
        epochs,
        patience,
        shuffle,
        CrossEntropy.PLAIN,
        0,
        l2,
        0,
        List.of(),
        seed);
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

  /** Whether the schedule changes a momentum that the optimiser has. */
  boolean changesMomentum() {
    return optimizer.momentum() > 0
        && schedule.momentum(new Schedule.Moment(0, 1, List.of())).isPresent();
  }

  /** The same with another optimiser. */
  public Recipe with(Optimizer other) {
    return changed(draft -> draft.optimizer = other);
  }

  /** The same with another schedule. */
  public Recipe with(Schedule other) {
    return changed(draft -> draft.schedule = other);
  }

  /** The same with gradients bounded. */
  public Recipe with(Clipping other) {
    return changed(draft -> draft.clipping = Optional.of(other));
  }

  /** The same with another loss. */
  public Recipe with(Loss other) {
    return changed(draft -> draft.loss = other);
  }

  /** The same with another batch size. */
  public Recipe withBatchSize(int other) {
    return changed(draft -> draft.batchSize = other);
  }

  /** The same with another number of epochs. */
  public Recipe withEpochs(int other) {
    return changed(draft -> draft.epochs = other);
  }

  /** The same with another patience. */
  public Recipe withPatience(int other) {
    return changed(draft -> draft.patience = other);
  }

  /** The same with examples in their own order, or in random order. */
  public Recipe withShuffle(boolean other) {
    return changed(draft -> draft.shuffle = other);
  }

  /** The same with another α₁. */
  public Recipe withL1(double other) {
    return changed(draft -> draft.l1 = other);
  }

  /** The same with another α. */
  public Recipe withL2(double other) {
    return changed(draft -> draft.l2 = other);
  }

  /** The same with the moving average of weights in their place. */
  public Recipe withAverageDecay(double other) {
    return changed(draft -> draft.averageDecay = other);
  }

  /** The same with other augmentations. */
  public Recipe withAugmentations(List<Augmentation> other) {
    return changed(draft -> draft.augmentations = other);
  }

  /** The same with another seed. */
  public Recipe withSeed(long other) {
    return changed(draft -> draft.seed = other);
  }

  private Recipe changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new Recipe(
        draft.optimizer,
        draft.schedule,
        draft.clipping,
        draft.batchSize,
        draft.epochs,
        draft.patience,
        draft.shuffle,
        draft.loss,
        draft.l1,
        draft.l2,
        draft.averageDecay,
        draft.augmentations,
        draft.seed);
  }

  /** A recipe while it is changed. */
  private static final class Draft {
    private Optimizer optimizer;
    private Schedule schedule;
    private Optional<Clipping> clipping;
    private int batchSize;
    private int epochs;
    private int patience;
    private boolean shuffle;
    private Loss loss;
    private double l1;
    private double l2;
    private double averageDecay;
    private List<Augmentation> augmentations;
    private long seed;

    Draft(Recipe recipe) {
      optimizer = recipe.optimizer;
      schedule = recipe.schedule;
      clipping = recipe.clipping;
      batchSize = recipe.batchSize;
      epochs = recipe.epochs;
      patience = recipe.patience;
      shuffle = recipe.shuffle;
      loss = recipe.loss;
      l1 = recipe.l1;
      l2 = recipe.l2;
      averageDecay = recipe.averageDecay;
      augmentations = recipe.augmentations;
      seed = recipe.seed;
    }
  }
}
