package org.chainrule.bench.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.bench.data.Examples;
import org.chainrule.engine.Engine;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.network.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SearchTest {
  private static final Examples EXAMPLES = Examples.octants(100, 1);
  private static final int[] ALL = IntStream.range(0, 100).toArray();

  private static List<Group.Trained> train(Setting.Structure structure, double... rates) {
    return new Group(structure, Arrays.stream(rates).boxed().toList(), 3, 4, Engine.float64())
        .train(EXAMPLES, ALL);
  }

  @Test
  void thereAreFortyEightDifferentSettings() {
    assertThat(Search.combinations()).hasSize(48).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void networksTrainedTogetherAreThoseTrainedAlone(Setting.Solver solver) {
    Setting.Structure structure =
        new Setting.Structure(List.of(4, 3), Activation.SIGMOID, solver, 20);
    List<Group.Trained> together = train(structure, 0.01, 0.003);
    assertThat(together.get(0).weights()).isNotEqualTo(together.get(1).weights());
    assertSame(together.get(0), train(structure, 0.01).getFirst());
    assertSame(together.get(1), train(structure, 0.003).getFirst());
  }

  /** But for rounding: plans of other shapes may add up in another order. */
  private static void assertSame(Group.Trained actual, Group.Trained expected) {
    assertThat(actual.epochs()).isEqualTo(expected.epochs());
    assertThat(actual.weights().keySet()).isEqualTo(expected.weights().keySet());
    expected
        .weights()
        .forEach(
            (name, value) ->
                assertThat(actual.weights().getOrDefault(name, Tensor.scalar(0)).toArray())
                    .as(name)
                    .containsExactly(value.toArray(), within(1e-9)));
  }

  @Test
  void aNetworkThatDoesNotChangeStopsAndOneThatLearnsGoesOn() {
    Setting.Structure structure =
        new Setting.Structure(List.of(5), Activation.RELU, Setting.Solver.ADAM, 20);
    List<Group.Trained> trained = train(structure, 0, 0.001);
    // The first epoch's loss is a fall; each of the next is not.
    assertThat(trained.get(0).epochs()).isEqualTo(1 + Group.PATIENCE + 1);
    assertThat(trained.get(1).epochs()).isEqualTo(Group.MOST_EPOCHS);
  }

  @Test
  void theBestIsTheSameOnAnyNumberOfThreads() {
    Search search = new Search(Search.combinations().subList(0, 4), EXAMPLES, 4);
    Search.Found one = search.run(1, Engine::float32);
    assertThat(search.run(2, Engine::float32)).isEqualTo(one);
    assertThat(search.settings()).contains(one.best());
    assertThat(one.accuracy()).isBetween(0.25, 1.0);
  }
}
