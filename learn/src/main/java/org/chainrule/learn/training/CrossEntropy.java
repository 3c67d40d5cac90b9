package org.chainrule.learn.training;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.optimizer.Optimizer;

/**
 * The loss that training minimises: Σ over labels of −Σ w_k q_k ln softmax(z)_k, divided by Σ w_y,
 * where q is 1 − ε at the true class y and ε/classes is added everywhere; see {@link
 * Loss#crossEntropy(Expr, Expr, Expr, double)}. Scores, and the loss that training tells, are those
 * with all weights 1 and ε = 0, so that they can be compared.
 *
 * @param weights w, one for each class, or none if all are 1
 * @param smoothing ε, from 0 to below 1
 */
public record CrossEntropy(List<Double> weights, double smoothing) implements Loss {
  /** All weights 1, no smoothing. */
  public static final CrossEntropy PLAIN = new CrossEntropy(List.of(), 0);

  public CrossEntropy {
    weights = List.copyOf(weights);
    weights.forEach(w -> Optimizer.require("class weight", w, 0, Double.POSITIVE_INFINITY));
    if (!weights.isEmpty() && Collections.max(weights) == 0) {
      throw new IllegalArgumentException("all class weights are 0; one must be above 0");
    }
    Optimizer.require("label smoothing", smoothing, 0, 1);
  }

  /**
   * Weights by which all classes count alike, however often they occur: n/(classes · n_k) for a
   * class with n_k of n labels, as scikit-learn's "balanced"; 0 for one that does not occur.
   */
  public static List<Double> balanced(Labels labels) {
    int[] counts = labels.counts();
    return Arrays.stream(counts)
        .mapToObj(count -> count == 0 ? 0 : labels.count() / ((double) counts.length * count))
        .toList();
  }

  @Override
  public Measure measure() {
    return Measure.ACCURACY;
  }

  @Override
  public Expr losses(Expr logits, Expr labels) {
    return Loss.crossEntropy(logits, labels);
  }

  /**
   * The loss of a batch; 0 if all of its weights are.
   *
   * @param logits z, of shape […, classes]
   * @param labels y, of shape […]; negative where there is none
   * @param mean that with all weights 1 and no smoothing
   */
  @Override
  public Expr objective(Expr logits, Expr labels, Expr mean) {
    if (weights.isEmpty() && smoothing == 0) {
      return mean;
    }
    int classes = logits.shape().size(-1);
    List<Double> all = weights.isEmpty() ? Collections.nCopies(classes, 1.0) : weights;
    if (all.size() != classes) {
      throw new IllegalArgumentException(
          all.size() + " class weights, but there are " + classes + " classes");
    }
    Expr w = Expr.constant(Tensor.vector(all.stream().mapToDouble(Double::doubleValue).toArray()));
    Expr counted = Functions.lessOrEqual(Expr.constant(0), labels);
    Expr losses = Loss.crossEntropy(logits, labels, w, smoothing);
    Expr counts = Loss.classWeight(labels.times(counted), w);
    Expr total = counts.times(counted).sum();
    Expr none = Functions.lessOrEqual(total, Expr.constant(0));
    return losses.times(counted).sum().dividedBy(total.plus(none));
  }
}
