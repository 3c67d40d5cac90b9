package org.chainrule.graph.samples;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.chainrule.graph.Domain;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;

/**
 * Random values whose magnitudes lie in (0.3, 2.3) and differ from each other by at least 1/n if
 * there are n of them, so that small steps cross no kink and no tie.
 */
final class Draw {
  private final Random random;
  private final List<Double> magnitudes = new ArrayList<>();

  private Draw(int count, Random random) {
    this.random = random;
    for (int k = 0; k < count; k++) {
      magnitudes.add(0.3 + 2.0 * (k + 0.25 + random.nextDouble() / 2) / count);
    }
    Collections.shuffle(magnitudes, random);
  }

  static Map<Expr, Tensor> values(Map<Expr, Domain> variables, int rows, Random random) {
    Draw draw = new Draw(variables.keySet().stream().mapToInt(Draw::elements).sum(), random);
    Map<Expr, Tensor> values = new LinkedHashMap<>();
    variables.forEach(
        (x, domain) ->
            values.put(
                x,
                Tensor.of(
                    x.shape(),
                    IntStream.range(0, elements(x))
                        .mapToDouble(i -> draw.next(domain, rows))
                        .toArray())));
    return Collections.unmodifiableMap(values);
  }

  private static int elements(Expr x) {
    return x.shape().elements();
  }

  private double next(Domain domain, int rows) {
    double magnitude = magnitudes.removeLast();
    return switch (domain) {
      case REAL, NONZERO -> random.nextBoolean() ? magnitude : -magnitude;
      case POSITIVE -> magnitude;
      case ABOVE_MINUS_ONE -> magnitude - 1;
      case UNIT -> (random.nextBoolean() ? magnitude : -magnitude) / (1 + magnitude);
      case ROW -> random.nextInt(rows);
    };
  }
}
