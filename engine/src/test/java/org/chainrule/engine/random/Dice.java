package org.chainrule.engine.random;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.chainrule.graph.Shape;

/** Random choices; sizes are those at which code is likely to be wrong. */
final class Dice {
  private static final int[] SIZES = {0, 1, 1, 2, 2, 3, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33};

  private final Random random;

  Dice(long seed) {
    random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  double gaussian() {
    return random.nextGaussian();
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  <T> List<T> shuffled(List<T> list) {
    List<T> result = new ArrayList<>(list);
    Collections.shuffle(result, random);
    return result;
  }

  int size() {
    return SIZES[random.nextInt(SIZES.length)];
  }

  /** A shape of at most three axes and so many elements. */
  Shape shape(int largest) {
    if (oneIn(12)) {
      return Shape.of(1 + below(largest));
    }
    List<Integer> sizes = new ArrayList<>();
    int rank = below(4);
    int elements = 1;
    for (int axis = 0; axis < rank; axis++) {
      int size = size();
      if (elements * size <= largest) {
        sizes.add(size);
        elements *= size;
      }
    }
    return new Shape(sizes);
  }

  List<Integer> axes(int rank) {
    return IntStream.range(0, rank).filter(axis -> random.nextBoolean()).boxed().toList();
  }

  List<Integer> order(int rank) {
    return shuffled(IntStream.range(0, rank).boxed().toList());
  }
}
