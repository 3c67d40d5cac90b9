package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.chainrule.engine.fusion.Group;
import org.chainrule.engine.fusion.Position;
import org.chainrule.engine.layout.Strided;
import org.chainrule.engine.layout.View;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Unfold;

/**
 * In what order the axes of computed values lie: those of a group as those of the largest value
 * that it reads, so that loops run through both side by side; those of a convolution with the
 * channels last.
 */
record Layouts(Group group, List<Integer> order) {

  static Layouts of(Group group, Function<Expr, View> views) {
    List<Integer> order = new ArrayList<>();
    long most = 1;
    for (Position load : group.loads()) {
      long elements = 1;
      for (int axis : load.axes()) {
        elements *= group.domain().get(axis);
      }
      if (elements > most) {
        most = elements;
        order = order(load, views.apply(load.node()).strided());
      }
    }
    return new Layouts(group, order);
  }

  /**
   * The domain's axes from slow to fast, those that are read first, in the order of the reading.
   */
  private static List<Integer> order(Position load, Strided strided) {
    List<Integer> wide = Position.wide(load.node().shape());
    List<Integer> order = new ArrayList<>();
    for (int axis : strided.order()) {
      int place = wide.indexOf(axis);
      if (place >= 0) {
        order.add(load.axes().get(place));
      }
    }
    return order;
  }

  /** How a member lies. */
  Strided of(Expr member) {
    List<Integer> own = group.axes(member).orElseThrow();
    List<Integer> wide = Position.wide(member.shape());
    List<Integer> sorted = new ArrayList<>();
    for (int axis : own) {
      if (!order.contains(axis)) {
        sorted.add(wide.get(own.indexOf(axis)));
      }
    }
    for (int axis : order) {
      if (own.contains(axis)) {
        sorted.add(wide.get(own.indexOf(axis)));
      }
    }
    return sorted.equals(wide)
        ? Strided.rowMajor(member.shape())
        : Strided.ordered(member.shape(), withNarrow(sorted, member.shape()));
  }

  private static List<Integer> withNarrow(List<Integer> wide, Shape shape) {
    List<Integer> all = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (!wide.contains(axis)) {
        all.add(axis);
      }
    }
    all.addAll(wide);
    return all;
  }

  /** How the result of a contraction lies. */
  static Strided ofProduct(Contract op, Expr node) {
    for (int operand = 0; operand < 2; operand++) {
      String own = operand == 0 ? op.left() : op.right();
      String other = operand == 0 ? op.right() : op.left();
      if (node.input(operand).op() instanceof Unfold unfold) {
        int lead = own.length() - 2 * unfold.sizes().size();
        String places = own.substring(lead, lead + unfold.sizes().size());
        if (places.chars().anyMatch(letter -> op.out().indexOf(letter) >= 0)) {
          return Strided.ordered(node.shape(), last(op.out(), own, other));
        }
      }
    }
    return Strided.rowMajor(node.shape());
  }

  /** The axes of a result, those at last that only the other operand has. */
  private static List<Integer> last(String out, String own, String other) {
    List<Integer> order = new ArrayList<>();
    List<Integer> last = new ArrayList<>();
    for (int axis = 0; axis < out.length(); axis++) {
      boolean onlyOther = own.indexOf(out.charAt(axis)) < 0 && other.indexOf(out.charAt(axis)) >= 0;
      (onlyOther ? last : order).add(axis);
    }
    order.addAll(last);
    return order;
  }
}
