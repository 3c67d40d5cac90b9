package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.chainrule.engine.layout.Strided;
import org.chainrule.engine.layout.Strided.Factor;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Contract;

/**
 * The order in which an operand of a product lies best that is read in every step of a loop: in
 * panels of {@value #WIDTH} columns, in which one row follows the other, as tiles read them.
 */
final class Panels {
  /** Columns of a panel: two vectors of the widest kind. */
  private static final int WIDTH = 32;

  private Panels() {}

  /**
   * The places of an operand's elements in panels; empty where it has no single axis of columns
   * that is a whole number of panels.
   *
   * @param operand 0 for the left operand, 1 for the right one
   */
  static Optional<Strided> of(Contract op, int operand, Shape shape) {
    String own = operand == 0 ? op.left() : op.right();
    String other = operand == 0 ? op.right() : op.left();
    String columns = letters(own, letter -> other.indexOf(letter) < 0);
    String batch = letters(own, l -> other.indexOf(l) >= 0 && op.out().indexOf(l) >= 0);
    if (columns.length() != 1
        || !batch.isEmpty()
        || shape.elements() == 0
        || shape.size(own.indexOf(columns)) % WIDTH != 0) {
      return Optional.empty();
    }
    List<List<Factor>> axes = new ArrayList<>(Collections.nCopies(own.length(), List.of()));
    int stride = WIDTH;
    for (int axis = own.length() - 1; axis >= 0; axis--) {
      if (own.charAt(axis) != columns.charAt(0) && shape.size(axis) > 1) {
        axes.set(axis, List.of(new Factor(shape.size(axis), stride)));
        stride *= shape.size(axis);
      }
    }
    int count = shape.size(own.indexOf(columns)) / WIDTH;
    List<Factor> panels = new ArrayList<>(List.of(new Factor(WIDTH, 1)));
    if (count > 1) {
      panels.addFirst(new Factor(count, stride));
    }
    axes.set(own.indexOf(columns), panels);
    return Optional.of(new Strided(0, axes));
  }

  private interface Which {
    boolean is(char letter);
  }

  private static String letters(String of, Which which) {
    StringBuilder found = new StringBuilder();
    for (char letter : of.toCharArray()) {
      if (which.is(letter)) {
        found.append(letter);
      }
    }
    return found.toString();
  }
}
