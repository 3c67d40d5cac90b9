package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.chainrule.engine.contraction.Contraction;
import org.chainrule.engine.layout.Strided;
import org.chainrule.engine.layout.Strided.Factor;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Contract;

/**
 * The order in which an operand of a product lies best that is read in every step of a loop: in
 * panels of columns, in which one row follows the other, as tiles read them.
 */
final class Panels {
  private Panels() {}

  /**
   * The places of an operand's elements in panels; empty where it has no single axis of columns
   * that is a whole number of panels.
   *
   * @param operand 0 for the left operand, 1 for the right one
   */
  static Optional<Strided> of(Contract op, int operand, List<Shape> shapes, Context context) {
    Shape shape = shapes.get(operand);
    String own = operand == 0 ? op.left() : op.right();
    String other = operand == 0 ? op.right() : op.left();
    String columns = letters(own, letter -> other.indexOf(letter) < 0);
    String batch = letters(own, l -> other.indexOf(l) >= 0 && op.out().indexOf(l) >= 0);
    int rows =
        letters(other, letter -> own.indexOf(letter) < 0)
            .chars()
            .map(letter -> op.size((char) letter, shapes))
            .reduce(1, Math::multiplyExact);
    if (columns.length() != 1 || !batch.isEmpty() || shape.elements() == 0) {
      return Optional.empty();
    }
    int size = shape.size(own.indexOf(columns));
    int width =
        Contraction.panelWidth(
            context.memory().precision(),
            rows,
            size,
            shape.elements() / size,
            context.workers().threads());
    if (size % width != 0) {
      return Optional.empty();
    }
    List<List<Factor>> axes = new ArrayList<>(Collections.nCopies(own.length(), List.of()));
    int stride = width;
    for (int axis = own.length() - 1; axis >= 0; axis--) {
      if (own.charAt(axis) != columns.charAt(0) && shape.size(axis) > 1) {
        axes.set(axis, List.of(new Factor(shape.size(axis), stride)));
        stride *= shape.size(axis);
      }
    }
    int count = size / width;
    List<Factor> panels = new ArrayList<>(List.of(new Factor(width, 1)));
    if (count > 1) {
      panels.addFirst(new Factor(count, stride));
    }
    axes.set(own.indexOf(columns), panels);
    return Optional.of(new Strided(0, axes));
  }

  private static String letters(String of, IntPredicate which) {
    return of.chars().filter(which).mapToObj(Character::toString).collect(Collectors.joining());
  }
}
