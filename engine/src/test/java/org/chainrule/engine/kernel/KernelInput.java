package org.chainrule.engine.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.chainrule.engine.Precision;

/** What kernels are run on. */
final class KernelInput {
  private KernelInput() {}

  static Object zeros(Precision precision, int length) {
    return switch (precision) {
      case FLOAT32 -> new float[length];
      case FLOAT64 -> new double[length];
    };
  }

  static Object scratch(Precision precision) {
    return zeros(precision, Kernels.SCRATCH);
  }

  /** An array of each length, of normally distributed numbers. */
  static Object[] random(Precision precision, Random random, int... lengths) {
    Object[] arrays = Arrays.stream(lengths).mapToObj(length -> zeros(precision, length)).toArray();
    for (int i = 0; i < lengths.length; i++) {
      for (int k = 0; k < lengths[i]; k++) {
        set(arrays[i], k, random.nextGaussian());
      }
    }
    return arrays;
  }

  static void set(Object array, int place, double number) {
    if (array instanceof float[] floats) {
      floats[place] = (float) number;
    } else {
      ((double[]) array)[place] = number;
    }
  }

  static double get(Object array, int place) {
    return array instanceof float[] floats ? floats[place] : ((double[]) array)[place];
  }

  /** That of a nest that knows its steps, if each operand begins its array. */
  static int[] geometry(Nest nest, List<Integer> sizes) {
    List<Integer> numbers = new ArrayList<>(Collections.nCopies(nest.steps().size(), 0));
    numbers.addAll(sizes);
    nest.steps().forEach(numbers::addAll);
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }
}
