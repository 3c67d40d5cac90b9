package org.chainrule.engine.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.chainrule.engine.Precision;
import org.chainrule.engine.layout.Buffer;
import org.chainrule.engine.layout.View;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Storage;
import org.chainrule.graph.Tensor;

/** Variables, which belong to an engine and not to a plan, and arrays of one precision. */
public final class Memory {
  private final Precision precision;
  private final Map<Expr, Buffer> variables = new HashMap<>();

  /** Memory without variables. */
  public Memory(Precision precision) {
    this.precision = precision;
  }

  Precision precision() {
    return precision;
  }

  /** How many bytes a number takes. */
  int bytes() {
    return switch (precision) {
      case FLOAT32 -> Float.BYTES;
      case FLOAT64 -> Double.BYTES;
    };
  }

  /** An array of zeros. */
  Object allocate(int size) {
    return switch (precision) {
      case FLOAT32 -> new float[size];
      case FLOAT64 -> new double[size];
    };
  }

  /** Where a variable lies; zeros at first. */
  View variable(Expr variable) {
    return View.rowMajor(buffer(variable), variable.shape());
  }

  private Buffer buffer(Expr variable) {
    int size = variable.shape().elements();
    return variables.computeIfAbsent(variable, v -> Buffer.of(allocate(size), size));
  }

  /** The numbers of a variable. */
  public Storage storage(Expr variable) {
    return storage(buffer(variable).array());
  }

  /** An array's numbers. */
  static Storage storage(Object array) {
    return switch (array) {
      case float[] numbers -> new Storage.Float32(numbers);
      case double[] numbers -> new Storage.Float64(numbers);
      default -> throw new IllegalArgumentException(array.getClass().getName());
    };
  }

  static double get(Object array, int position) {
    return array instanceof float[] numbers ? numbers[position] : ((double[]) array)[position];
  }

  static void fill(Object array, int from, int size, double number) {
    if (array instanceof float[] numbers) {
      Arrays.fill(numbers, from, from + size, (float) number);
    } else {
      Arrays.fill((double[]) array, from, from + size, number);
    }
  }

  /** A buffer with the numbers of a tensor. */
  View constant(Tensor value) {
    int size = value.shape().elements();
    Object array = allocate(size);
    Storage storage = storage(array);
    for (int i = 0; i < size; i++) {
      storage.set(i, value.at(i));
    }
    return View.rowMajor(Buffer.of(array, size), value.shape());
  }

  /** The value that a view shows, given its shape. */
  static Tensor read(View view, Shape shape) {
    int[] start = new int[1];
    view.bind(start, 0);
    int[] positions = view.strided().positions(shape.rank());
    Object array = view.buffer().array();
    return Tensor.of(
        shape, Arrays.stream(positions).mapToDouble(p -> get(array, start[0] + p)).toArray());
  }
}
