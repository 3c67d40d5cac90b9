package org.chainrule.bench.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chainrule.graph.Shape;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Initializer;
import org.chainrule.learn.network.Layer;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.optimizer.Adam;
import org.chainrule.learn.optimizer.Optimizer;
import org.chainrule.learn.optimizer.Sgd;

/**
 * How one network of a grid is made and trained.
 *
 * @param structure what it has in common with others that are trained together with it
 * @param learningRate the step size
 */
public record Setting(Structure structure, double learningRate) {

  /** A rule for updates. */
  public enum Solver {
    /** Gradient descent with Nesterov momentum 0.9. */
    SGD,
    /** Adam with the settings of its paper. */
    ADAM;

    /** The rule; the step size is given to it as a variable. */
    Optimizer optimizer() {
      return switch (this) {
        case SGD -> new Sgd(0, 0.9, true);
        case ADAM -> new Adam(0);
      };
    }
  }

  /**
   * What decides the graph of a training step.
   *
   * @param hidden units of each hidden layer
   * @param activation of the hidden layers
   * @param solver the rule for updates
   * @param batch examples in a step
   */
  public record Structure(List<Integer> hidden, Activation activation, Solver solver, int batch) {
    public Structure {
      hidden = List.copyOf(hidden);
    }

    /**
     * The network. Weights and biases begin uniform on ±√(6/(inputs + units)), with 2 for 6 before
     * sigmoid, as scikit-learn's {@code MLPClassifier} has it.
     */
    Network network(int inputs, int classes) {
      List<Layer> layers = new ArrayList<>();
      int before = inputs;
      for (int units : hidden) {
        layers.add(dense(before, units));
        layers.add(activation);
        before = units;
      }
      layers.add(dense(before, classes));
      return new Network(Shape.of(inputs), layers);
    }

    private Dense dense(int inputs, int units) {
      double factor = activation == Activation.SIGMOID ? 2 : 6;
      Initializer uniform = new Initializer.Uniform(Math.sqrt(factor / (inputs + units)));
      return new Dense(units, uniform, uniform);
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "hidden %s, %s, %s, learning rate %s, batch %d",
        structure.hidden(),
        structure.activation().kind(),
        structure.solver().name().toLowerCase(Locale.ROOT),
        learningRate,
        structure.batch());
  }
}
