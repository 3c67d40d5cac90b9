package org.chainrule.engine.fusion;

import java.util.List;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Reduce;

/** The inputs of a group's members, seen from their places in its domain. */
final class Operands {
  /** Multiplications up to which a product is a nest of loops. */
  private static final long SMALL_PRODUCT = 1 << 13;

  private Operands() {}

  /** The inputs of a member, seen from its place in the domain. */
  static List<Position> of(Group group, Expr member) {
    List<Integer> axes = group.axes(member).orElseThrow();
    return switch (member.op()) {
      case Contract op ->
          List.of(
              ofProduct(member.input(0), op.left(), group.letters()),
              ofProduct(member.input(1), op.right(), group.letters()));
      case Reduce op -> List.of(new Position(member.input(0), reducedAxes(group, member, op)));
      default -> member.inputs().stream().map(input -> new Position(input, axes)).toList();
    };
  }

  /** The axes of what a member reduces. */
  private static List<Integer> reducedAxes(Group group, Expr member, Reduce op) {
    boolean none = Position.wide(member.input(0).shape()).stream().noneMatch(op.axes()::contains);
    return none ? group.axes(member).orElseThrow() : group.full();
  }

  /** An operand of a contraction in a domain whose axes have letters. */
  static Position ofProduct(Expr input, String own, String letters) {
    return new Position(
        input,
        Position.wide(input.shape()).stream()
            .map(axis -> letters.indexOf(own.charAt(axis)))
            .toList());
  }

  /** Whether a contraction is better done as a nest of loops than by tiles. */
  static boolean isSmall(Contract op, Expr node) {
    long rows = 1;
    long columns = 1;
    long all = 1;
    List<Shape> shapes = node.inputs().stream().map(Expr::shape).toList();
    for (char letter : op.out().toCharArray()) {
      boolean left = op.left().indexOf(letter) >= 0;
      boolean right = op.right().indexOf(letter) >= 0;
      rows *= left && !right ? op.size(letter, shapes) : 1;
      columns *= right && !left ? op.size(letter, shapes) : 1;
      all *= op.size(letter, shapes);
    }
    for (char letter : op.summed().toCharArray()) {
      all *= op.size(letter, shapes);
    }
    return all <= SMALL_PRODUCT || rows == 1 || columns == 1;
  }
}
