package org.chainrule.engine.contraction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Products as networks have them. */
final class Shapes {
  private static final Offsets ONE = Offsets.affine(1, 0);

  private Shapes() {}

  /** A product of matrices stored by rows, one of which may be stored transposed. */
  static Product matrices(
      int rows, int columns, int inner, boolean transposedA, boolean transposedB) {
    return new Product(
        ONE,
        ONE,
        ONE,
        Offsets.affine(rows, transposedA ? 1 : inner),
        Offsets.affine(rows, columns),
        Offsets.affine(columns, transposedB ? inner : 1),
        Offsets.affine(columns, 1),
        Offsets.affine(inner, transposedA ? rows : 1),
        Offsets.affine(inner, transposedB ? 1 : columns));
  }

  /**
   * A convolution 3×3 of square pictures with a margin of one pixel of zeros; channels first.
   *
   * @param pictures how many
   * @param in channels of the input
   * @param out channels of the output
   * @param size pixels in a row and in a column
   */
  record Convolution(int pictures, int in, int out, int size) {
    private int padded() {
      return size + 2;
    }

    private Offsets taps() {
      return Offsets.affine(3, padded()).times(Offsets.affine(3, 1));
    }

    private Offsets pixels(int width) {
      return Offsets.affine(size, width).times(Offsets.affine(size, 1));
    }

    int input() {
      return pictures * in * padded() * padded();
    }

    int weights() {
      return out * in * 9;
    }

    /** Rows are filters, columns are pixels, inner are taps. */
    Product forward() {
      int plane = padded() * padded();
      return new Product(
          Offsets.of(new int[pictures]),
          Offsets.affine(pictures, in * plane),
          Offsets.affine(pictures, out * size * size),
          Offsets.affine(out, in * 9),
          Offsets.affine(out, size * size),
          pixels(padded()),
          pixels(size),
          Offsets.affine(in * 9, 1),
          Offsets.affine(in, plane).times(taps()));
    }

    /** Rows are filters, columns are taps, inner are pixels of all pictures. */
    Product backwardWeights() {
      int plane = padded() * padded();
      return new Product(
          ONE,
          ONE,
          ONE,
          Offsets.affine(out, size * size),
          Offsets.affine(out, in * 9),
          Offsets.affine(in, plane).times(taps()),
          Offsets.affine(in * 9, 1),
          Offsets.affine(pictures, out * size * size).times(Offsets.affine(size * size, 1)),
          Offsets.affine(pictures, in * plane).times(pixels(padded())));
    }

    /** The forward pass with channels exchanged, over the padded slope, taps backwards. */
    Product backwardData() {
      List<Integer> taps = new ArrayList<>();
      int plane = padded() * padded();
      for (int filter = 0; filter < out; filter++) {
        for (int tap = 8; tap >= 0; tap--) {
          taps.add(filter * in * 9 + tap);
        }
      }
      return new Product(
          Offsets.of(new int[pictures]),
          Offsets.affine(pictures, out * plane),
          Offsets.affine(pictures, in * size * size),
          Offsets.affine(in, 9),
          Offsets.affine(in, size * size),
          pixels(padded()),
          pixels(size),
          Offsets.of(taps.stream().mapToInt(Integer::intValue).toArray()),
          Offsets.affine(out, plane).times(taps()));
    }

    /** Positions of all pixels of pictures with channels last. */
    private Offsets pixelsLast(int channels, int margin) {
      int width = size + margin;
      return Offsets.affine(pictures, width * width * channels)
          .times(Offsets.affine(size, width * channels))
          .times(Offsets.affine(size, channels));
    }

    private Offsets tapsLast(int channels) {
      return Offsets.affine(3, padded() * channels).times(Offsets.affine(3 * channels, 1));
    }

    /** Channels last: rows are pixels of all pictures, columns filters, inner taps. */
    Product forwardLast() {
      return new Product(
          ONE,
          ONE,
          ONE,
          pixelsLast(in, 2),
          pixelsLast(out, 0),
          Offsets.affine(out, 1),
          Offsets.affine(out, 1),
          tapsLast(in),
          Offsets.affine(9 * in, out));
    }

    /** Channels last: rows are taps, columns filters, inner pixels of all pictures. */
    Product backwardWeightsLast() {
      return new Product(
          ONE,
          ONE,
          ONE,
          tapsLast(in),
          Offsets.affine(9 * in, out),
          Offsets.affine(out, 1),
          Offsets.affine(out, 1),
          pixelsLast(in, 2),
          pixelsLast(out, 0));
    }

    /** Channels last: the forward pass over the padded slope, taps backwards. */
    Product backwardDataLast() {
      int[] taps = new int[9];
      Arrays.setAll(taps, tap -> (8 - tap) * in * out);
      return new Product(
          ONE,
          ONE,
          ONE,
          pixelsLast(out, 2),
          pixelsLast(in, 0),
          Offsets.affine(in, out),
          Offsets.affine(in, 1),
          tapsLast(out),
          Offsets.of(taps).times(Offsets.affine(out, 1)));
    }
  }
}
