package org.chainrule.engine.fusion;

import java.util.List;
import org.chainrule.engine.kernel.Nest;
import org.chainrule.engine.layout.View;

/**
 * A nest with its operands and sizes.
 *
 * @param nest what is computed
 * @param operands where the operands lie
 * @param sizes the sizes of the outer and the reduced loops, without the lanes
 * @param lanes how many lanes there are
 * @param strides for every such loop the strides of the operands
 */
public record NestPlan(
    Nest nest, List<View> operands, List<Integer> sizes, int lanes, List<List<Integer>> strides) {

  /** How many places there are. */
  public long places() {
    return sizes.stream().mapToLong(Integer::longValue).reduce(lanes, (a, b) -> a * b);
  }

  /** Where the work ends that begins at 0. */
  public int end() {
    return nest.outer() == 0 ? lanes : sizes.getFirst();
  }

  /** The kernel's geometry, positions missing. */
  public int[] geometry() {
    int count = operands.size();
    int axes = sizes.size();
    int[] geometry = new int[nest.geometry(axes == 0 ? lanes : sizes.getFirst())];
    for (int axis = 0; axis < axes; axis++) {
      geometry[count + axis] = sizes.get(axis);
      for (int operand = 0; operand < count; operand++) {
        geometry[count + axes + 1 + operand * axes + axis] = strides.get(axis).get(operand);
      }
    }
    geometry[count + axes] = lanes;
    return geometry;
  }
}
