package org.chainrule.engine.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Simplify;
import org.chainrule.calculus.Vectorize;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Exp;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Sigmoid;
import org.chainrule.graph.op.Tanh;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is left in the loops of a recurrent network's training step. */
class RecurrentNetworksTest {
  private static final int STEPS = 5;
  private static final int BATCH = 3;
  private static final int INPUTS = 2;
  private static final int HIDDEN = 4;

  /** A network of some layers and whether the loops run against time. */
  record Network(Cell cell, int layers, boolean backward, int steps) {
    Expr x() {
      return Expr.variable("x", steps, BATCH, INPUTS);
    }

    /** A number that depends on all outputs and the last states, its gradients, and the outputs. */
    List<Expr> training() {
      Expr sequence = x();
      Expr objective = Expr.constant(0);
      List<Expr> parameters = new ArrayList<>();
      for (int i = 0; i < layers; i++) {
        Cell.Layer layer = cell.over(sequence, HIDDEN, "layer" + i, backward);
        sequence = layer.outputs();
        parameters.addAll(layer.parameters());
        for (Expr last : layer.last()) {
          objective = objective.plus(last.power(3).sum());
        }
      }
      Expr readout = Expr.variable("readout", HIDDEN, 3);
      Expr y = Contract.of("tbh,hk->tbk", sequence, readout);
      objective = objective.plus(y.power(2).mean());
      parameters.add(readout);
      List<Expr> roots = new ArrayList<>(List.of(objective, y));
      roots.addAll(Gradient.of(objective, parameters).values());
      return Simplify.of(roots);
    }
  }

  static Stream<Network> networks() {
    return Stream.of(Cell.values())
        .flatMap(
            cell ->
                Stream.of(
                    new Network(cell, 1, false, STEPS),
                    new Network(cell, 1, true, STEPS),
                    new Network(cell, 3, false, STEPS),
                    new Network(cell, 2, true, STEPS)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aTrainingStepHasOneProductInEveryLoop(Network network) {
    Rewrites rewrites = Agreement.rewritten(network.training(), 7);
    List<Expr> nodes = Expr.inOrder(rewrites.roots());
    List<Loop> loops =
        nodes.stream().filter(e -> e.op() instanceof Loop).map(e -> (Loop) e.op()).toList();
    assertThat(loops).hasSize(2 * network.layers);
    for (Loop loop : loops) {
      List<Expr> body = body(loop);
      assertThat(count(body, e -> e.op() instanceof Contract)).as("%s", body).isEqualTo(1);
      if (loop.backward() != network.backward) {
        assertThat(body).noneMatch(RecurrentNetworksTest::transcendental);
      }
    }
    // Of every layer the product of its inputs and two gradients; between layers the adjoint; and
    // of the readout the product, its gradient and the adjoint.
    assertThat(count(nodes, e -> e.op() instanceof Contract))
        .isEqualTo(3 * network.layers + network.layers - 1 + 3);
  }

  private static List<Expr> body(Loop loop) {
    List<Expr> roots = new ArrayList<>(loop.next());
    roots.addAll(loop.emitted());
    return Expr.inOrder(roots);
  }

  private static boolean transcendental(Expr node) {
    return node.op() instanceof Sigmoid || node.op() instanceof Tanh || node.op() instanceof Exp;
  }

  private static long count(List<Expr> nodes, Predicate<Expr> kind) {
    return nodes.stream().filter(kind).count();
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void aSequenceOfNoStepAndOfOneNeedsNoLoop(Cell cell) {
    for (int steps = 0; steps < 2; steps++) {
      List<Expr> roots = new Network(cell, 2, false, steps).training();
      Rewrites rewrites = Agreement.rewritten(roots, steps);
      assertThat(Expr.inOrder(rewrites.roots())).noneMatch(e -> e.op() instanceof Loop);
    }
  }

  /**
   * The forward loop, its reverse, the reverse of that, and a reverse of the forward loop for its
   * outputs and one for the states that it saved.
   */
  @ParameterizedTest
  @EnumSource(Cell.class)
  void secondDerivatives(Cell cell) {
    Network network = new Network(cell, 1, false, 3);
    Cell.Layer layer = cell.over(network.x(), HIDDEN, "layer", false);
    Expr objective = layer.outputs().power(2).sum();
    List<Expr> first = List.copyOf(Gradient.of(objective, layer.parameters()).values());
    Expr squares = Expr.constant(0);
    for (Expr gradient : first) {
      squares = squares.plus(gradient.power(2).sum());
    }
    List<Expr> roots = new ArrayList<>(first);
    roots.addAll(Gradient.of(squares, layer.parameters()).values());
    Rewrites rewrites = Agreement.rewritten(roots, 3);
    assertThat(Expr.inOrder(rewrites.roots()).stream().filter(e -> e.op() instanceof Loop))
        .hasSize(5);
  }

  /** Many networks at once, batched after they were differentiated. */
  @ParameterizedTest
  @EnumSource(Cell.class)
  void batchedNetworks(Cell cell) {
    Network network = new Network(cell, 1, false, 3);
    List<Expr> roots = network.training();
    Expr u = Expr.variable("layer0.u", HIDDEN, HIDDEN * cell.gates());
    Expr us = Expr.variable("us", 2, HIDDEN, HIDDEN * cell.gates());
    List<Expr> batched = Vectorize.over(roots, Map.of(u, us));
    Rewrites rewrites = Agreement.rewritten(batched, 3);
    List<Expr> loops =
        Expr.inOrder(rewrites.roots()).stream().filter(e -> e.op() instanceof Loop).toList();
    assertThat(loops).hasSize(2);
    for (Expr loop : loops) {
      assertThat(count(body((Loop) loop.op()), e -> e.op() instanceof Contract)).isEqualTo(1);
    }
  }
}
