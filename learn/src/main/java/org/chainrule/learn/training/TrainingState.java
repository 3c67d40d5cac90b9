package org.chainrule.learn.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.optimizer.Lbfgs;

/**
 * Where a training stands between two batches. With the recipe, the network and the examples it is
 * all that is needed to go on to the same bits: whatever is random has a stream of its own for each
 * epoch, and begins anew from the seed.
 *
 * @param variables the values of parameters and of the optimiser's variables, by name
 * @param step how many updates were done
 * @param tally what was done of the epoch that is under way
 * @param epochs those that are over
 * @param best the weights that are the best so far, if they are not simply the last
 * @param descent what L-BFGS goes on from, in float64 whatever the training computes in
 */
public record TrainingState(
    Map<String, Tensor> variables,
    long step,
    Tally tally,
    List<Epoch> epochs,
    Optional<Best> best,
    Optional<Lbfgs.Standing> descent) {

  /**
   * The part of an epoch that is done.
   *
   * @param examples how many of its examples
   * @param labels how many labels those have: one each, or one for each step
   * @param loss the sum of the losses over labels
   * @param right how many labels were right; of numbers, the sum over examples of 1 − their share
   *     of what R² takes away
   * @param seconds how long it took
   */
  public record Tally(int examples, int labels, double loss, double right, double seconds) {
    /** Nothing yet. */
    static final Tally NONE = new Tally(0, 0, 0, 0, 0);

    Tally plus(int size, int more, double losses, double hits) {
      return new Tally(examples + size, labels + more, loss + losses, right + hits, seconds);
    }

    Tally plusSeconds(double time) {
      return new Tally(examples, labels, loss, right, seconds + time);
    }

    Score score() {
      return new Score(loss / labels, right / labels);
    }
  }

  /**
   * The weights with the lowest validation loss.
   *
   * @param epoch the number of the epoch that they are of
   * @param loss that loss
   * @param values the parameters by name
   */
  public record Best(int epoch, double loss, Map<String, Tensor> values) {
    public Best {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /** A network with the weights as they are there, and not their averages. */
  public Model model(Network network, Task task, Precision precision) {
    Map<String, Tensor> values = new LinkedHashMap<>(variables);
    values.keySet().retainAll(network.parameters().stream().map(Parameter::name).toList());
    return new Model(network, task, precision, values, Optional.empty());
  }

  /** How long training took until there. */
  public double seconds() {
    return tally.seconds() + epochs.stream().mapToDouble(Epoch::seconds).sum();
  }

  public TrainingState {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    epochs = List.copyOf(epochs);
  }
}
