package org.chainrule.graph;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Variable;
import org.chainrule.graph.samples.Sample;
import org.chainrule.graph.samples.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest {
  static List<Sample> samples() {
    return Samples.all();
  }

  @Test
  void everyOpHasASample() {
    Set<Class<?>> sampled = samples().stream().map(s -> s.node().op().getClass()).collect(toSet());
    assertThat(sampled).isEqualTo(Samples.ops());
    assertThat(Samples.ops()).hasSizeGreaterThan(40);
  }

  @Test
  void everySampleHasANameOfItsOwn() {
    assertThat(samples()).extracting(Sample::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theValueHasTheShapeOfTheNode(Sample sample) {
    Tensor value = Interpreter.evaluate(sample.node(), sample.values());
    assertThat(value.shape()).isEqualTo(sample.node().shape());
    assertThat(value.toArray()).doesNotContain(Double.NaN);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theSameOpOnTheSameInputsIsTheSameNode(Sample sample) {
    assertThat(Expr.of(sample.node().op(), sample.node().inputs())).isSameAs(sample.node());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyVariableHasAValue(Sample sample) {
    List<Expr> variables =
        Expr.inOrder(List.of(sample.node())).stream()
            .filter(node -> node.op() instanceof Variable)
            .toList();
    assertThat(sample.values().keySet()).containsExactlyInAnyOrderElementsOf(variables);
    assertThat(variables).containsAll(sample.real());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyOpCanBeWritten(Sample sample) {
    String formula = Formula.of(sample.node());
    assertThat(formula).isNotBlank();
    assertThat(sample.node().inputs()).allMatch(input -> formula.contains(input.op().name()));
  }
}
