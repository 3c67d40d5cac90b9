package org.chainrule.graph.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;

/** Numbers that were computed elsewhere to many digits. */
public final class Reference {
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /** Tensors by name, from lines of a name, the sizes and the values, parted by commas. */
  public Reference(InputStream file) {
    for (String line : lines(file)) {
      String[] parts = line.split(",", -1);
      int[] sizes = Arrays.stream(words(parts[1])).mapToInt(Integer::parseInt).toArray();
      double[] values = Arrays.stream(words(parts[2])).mapToDouble(Double::parseDouble).toArray();
      tensors.put(parts[0], Tensor.of(Shape.of(sizes), values));
    }
  }

  /** The tensors of this package's script {@code reference.py}. */
  public static Reference ofOps() {
    return new Reference(resource("tensors.csv"));
  }

  /** The tensor with this name. */
  public Tensor get(String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  /** An elementwise op's value at one place; y is NaN for functions of one number. */
  public record Point(String op, double parameter, double x, double y, double value) {}

  /** The values of the elementwise ops, from this package's script {@code reference.py}. */
  public static List<Point> points() {
    return lines(resource("elementwise.csv")).stream().skip(1).map(Reference::point).toList();
  }

  private static Point point(String line) {
    String[] parts = line.split(",", -1);
    double[] numbers =
        Arrays.stream(parts, 1, parts.length)
            .mapToDouble(part -> part.isEmpty() ? Double.NaN : Double.parseDouble(part))
            .toArray();
    return new Point(parts[0], numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(Reference.class.getResourceAsStream(name), name);
  }

  private static List<String> lines(InputStream file) {
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(file, UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] words(String text) {
    return text.isEmpty() ? new String[0] : text.split(" ");
  }
}
