package org.chainrule.engine.fusion;

import java.util.List;
import java.util.Set;
import org.chainrule.engine.kernel.Nest;
import org.chainrule.engine.layout.View;

/**
 * A nest with its operands and sizes.
 *
 * @param nest what is computed
 * @param operands where the operands lie
 * @param stored the operands that are written
 * @param sizes the sizes of the outer and the reduced loops, without the lanes
 * @param lanes how many lanes there are
 * @param strides for every such loop the strides of the operands
 */
public record NestPlan(
    Nest nest,
    List<View> operands,
    Set<Integer> stored,
    List<Integer> sizes,
    int lanes,
    List<List<Integer>> strides) {

  /** How many places there are. */
  public long places() {
    return sizes.stream().mapToLong(Integer::longValue).reduce(lanes, (a, b) -> a * b);
  }

  /** The kernel's geometry, positions missing. */
  public int[] geometry() {
    int count = operands.size();
    int axes = sizes.size();
    int[] geometry = new int[nest.geometry()];
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
