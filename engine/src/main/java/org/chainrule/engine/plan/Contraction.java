package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.engine.vector.Multiplying;
import org.chainrule.engine.vector.Offsets;
import org.chainrule.engine.vector.Product;

/** A contraction as a batch of matrix products. */
record Contraction<A>(
    Multiplying.Prepared<A> product, View<A> a, View<A> b, View<A> c, View<A> work)
    implements Instruction {

  /** The distance between neighbours along every axis of an operand, by the axis's letter. */
  record Axes(String letters, Map<Character, Integer> strides, Map<Character, Integer> sizes) {
    static Axes of(String letters, int[] strides, List<Integer> sizes) {
      Map<Character, Integer> strideOf = new HashMap<>();
      Map<Character, Integer> sizeOf = new HashMap<>();
      for (int axis = 0; axis < strides.length; axis++) {
        strideOf.put(letters.charAt(axis), strides[axis]);
        sizeOf.put(letters.charAt(axis), sizes.get(axis));
      }
      return new Axes(letters, strideOf, sizeOf);
    }

    boolean has(char letter) {
      return letters.indexOf(letter) >= 0;
    }

    /** Where the elements lie whose index runs over these axes, the last one fastest. */
    Offsets positions(List<Character> axes) {
      int[] positions = {0};
      for (char letter : axes) {
        int size = sizes.getOrDefault(letter, 0);
        int stride = strides.getOrDefault(letter, 0);
        int[] finer = new int[positions.length * size];
        for (int i = 0; i < finer.length; i++) {
          finer[i] = positions[i / size] + i % size * stride;
        }
        positions = finer;
      }
      return Offsets.of(positions);
    }
  }

  /** The matrix products that a contraction of operands with these axes consists of. */
  static Product product(Axes left, Axes right, Axes out) {
    List<Character> batch = new ArrayList<>();
    List<Character> rows = new ArrayList<>();
    List<Character> columns = new ArrayList<>();
    for (char letter : out.letters.toCharArray()) {
      if (left.has(letter) && right.has(letter)) {
        batch.add(letter);
      } else {
        (left.has(letter) ? rows : columns).add(letter);
      }
    }
    List<Character> inner = new ArrayList<>();
    for (char letter : left.letters.toCharArray()) {
      if (!out.has(letter)) {
        inner.add(letter);
      }
    }
    return new Product(
        left.positions(batch),
        right.positions(batch),
        out.positions(batch),
        left.positions(rows),
        out.positions(rows),
        right.positions(columns),
        out.positions(columns),
        left.positions(inner),
        right.positions(inner));
  }

  @Override
  public void run() {
    product.run(
        a.array(),
        a.start(),
        b.array(),
        b.start(),
        c.array(),
        c.start(),
        work.array(),
        work.start());
  }
}
