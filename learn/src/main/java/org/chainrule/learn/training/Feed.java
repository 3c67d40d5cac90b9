package org.chainrule.learn.training;

import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Storage;
import org.chainrule.learn.augmentation.Augmentation;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.random.Philox;
import org.jspecify.annotations.Nullable;

/**
 * The examples of one epoch, batch by batch. Examples that are to be altered are made ready by
 * other threads while the batch before them trains; every one draws from its own stream of random
 * numbers, so that it is the same whenever and wherever it is made.
 */
final class Feed {
  private final Dataset data;
  private final Recipe recipe;
  private final int epoch;
  private final int[] order;
  private @Nullable CompletableFuture<Altered> next;

  /** Altered examples: one after the other, from this place of the epoch on. */
  @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
  private record Altered(int from, double[] values) {}

  Feed(Dataset data, Recipe recipe, int epoch) {
    this.data = data;
    this.recipe = recipe;
    this.epoch = epoch;
    Philox random = Philox.of(recipe.seed(), "order of epoch " + epoch);
    order = recipe.shuffle() ? random.permutation(data.count()) : new int[0];
  }

  /** The number of the epoch. */
  int epoch() {
    return epoch;
  }

  private int example(int place) {
    return order.length == 0 ? place : order[place];
  }

  /** The largest magnitude of a feature. */
  double largest() {
    double largest = 0;
    for (int i = 0; i < data.count(); i++) {
      for (int j = 0; j < data.width(); j++) {
        largest = Math.max(largest, Math.abs(data.features().at(i, j)));
      }
    }
    return largest;
  }

  /** Fills a batch with the examples from this place of the epoch on. */
  void fill(Batches.Batch batch, int from) {
    int size = batch.size();
    for (int i = 0; i < size; i++) {
      batch.aim(i, example(from + i), data);
    }
    if (recipe.augmentations().isEmpty()) {
      for (int i = 0; i < size; i++) {
        batch.fill(i, example(from + i), data.features());
      }
      return;
    }
    Altered ready = next == null ? altered(from, size) : next.join();
    if (ready.from != from || ready.values.length != size * data.width()) {
      ready = altered(from, size);
    }
    new Storage.Float64(ready.values).copy(0, batch.inputs(), 0, ready.values.length);
    int after = from + size;
    int left = Math.min(size, data.count() - after);
    next = left > 0 ? CompletableFuture.supplyAsync(() -> altered(after, left)) : null;
  }

  private Altered altered(int from, int size) {
    int width = data.width();
    Shape shape = new Shape(data.exampleShape());
    double[] values = new double[size * width];
    IntStream.range(0, size)
        .parallel()
        .forEach(
            i -> {
              int number = example(from + i);
              double[] example = data.features().row(number);
              Philox random =
                  Philox.of(
                      recipe.seed(), "augmentation of example " + number + " in epoch " + epoch);
              System.arraycopy(
                  Augmentation.apply(recipe.augmentations(), example, shape, random),
                  0,
                  values,
                  i * width,
                  width);
            });
    return new Altered(from, values);
  }
}
