package org.chainrule.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Variable;
import org.chainrule.graph.samples.Sample;
import org.chainrule.graph.samples.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A batch gives what its members give one by one. */
class EveryOpInBatchesTest {
  private static final int MEMBERS = 3;

  static Stream<Sample> samples() {
    return Samples.all().stream().filter(sample -> !sample.values().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySubsetOfTheVariablesCanBeBatched(Sample sample) {
    for (int subset : subsets(sample.values().size())) {
      compare(sample, List.of(sample.node()), subset);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void gradientsCanBeBatched(Sample sample) {
    Tensor weights = Numbers.random(sample.node().shape(), new Random(5));
    List<Expr> gradient =
        Gradient.pullback(List.of(sample.node()), List.of(Expr.constant(weights)), sample.real());
    compare(sample, gradient, (1 << sample.values().size()) - 1);
  }

  /** All subsets of up to three variables; of more, the full one, single ones and their rests. */
  private static Set<Integer> subsets(int variables) {
    int full = (1 << variables) - 1;
    Set<Integer> subsets = new TreeSet<>();
    for (int subset = 1; subset <= full; subset++) {
      int size = Integer.bitCount(subset);
      if (variables <= 3 || size == 1 || size >= variables - 1) {
        subsets.add(subset);
      }
    }
    return subsets;
  }

  private static void compare(Sample sample, List<Expr> nodes, int subset) {
    Map<Expr, Expr> replacements = new LinkedHashMap<>();
    Map<Expr, Tensor> batch = new LinkedHashMap<>(sample.values());
    List<Map<Expr, Tensor>> members = new ArrayList<>();
    for (int m = 0; m < MEMBERS; m++) {
      members.add(new LinkedHashMap<>(sample.values()));
    }
    int place = 0;
    for (Expr x : sample.values().keySet()) {
      if ((subset >> place++ & 1) == 1) {
        for (int m = 0; m < MEMBERS; m++) {
          members.get(m).put(x, member(sample, x, m));
        }
        Expr many = Variable.fresh("many", x.shape().prepend(MEMBERS));
        replacements.put(x, many);
        batch.put(many, stacked(members.stream().map(values -> values.get(x)).toList()));
      }
    }
    List<Tensor> results = Interpreter.evaluate(Vectorize.over(nodes, replacements), batch);
    for (int i = 0; i < nodes.size(); i++) {
      Expr node = nodes.get(i);
      List<Tensor> expected =
          members.stream().map(values -> Interpreter.evaluate(node, values)).toList();
      assertThat(results.get(i)).as("subset %d", subset).isEqualTo(stacked(expected));
    }
  }

  /** Other values of the same domain: in another order and, unless they are row numbers, larger. */
  private static Tensor member(Sample sample, Expr x, int m) {
    Tensor value = Objects.requireNonNull(sample.values().get(x));
    int size = value.shape().elements();
    double factor = sample.real().contains(x) ? 1 + m / 16.0 : 1;
    double[] values = new double[size];
    Arrays.setAll(values, i -> factor * value.at((i + m) % size));
    return Tensor.of(x.shape(), values);
  }

  private static Tensor stacked(List<Tensor> members) {
    Shape shape = members.getFirst().shape().prepend(members.size());
    double[] values =
        members.stream().flatMapToDouble(member -> Arrays.stream(member.toArray())).toArray();
    return Tensor.of(shape, values);
  }
}
