package org.chainrule.engine.fusion;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.chainrule.graph.Expr;

/** What a node is to a group that needs its element at a place. */
sealed interface Found {
  /** The same number everywhere. */
  record Uniform(double value) implements Found {}

  /** The element of a member. */
  record Member(Expr node) implements Found {}

  /** An element in memory. */
  record Load(Position position) implements Found {}

  /** What the element at a position is to a group. */
  static Found of(Group group, Position wanted) {
    Position position = wanted;
    while (true) {
      OptionalDouble number = Origins.uniform(position.node());
      if (number.isPresent()) {
        return new Uniform(number.getAsDouble());
      }
      Optional<List<Integer>> member = group.axes(position.node());
      if (member.isPresent() && member.get().equals(position.axes())) {
        return new Member(position.node());
      }
      Optional<Position> inside = position.inside();
      if (inside.isEmpty()) {
        return new Load(position);
      }
      position = inside.get();
    }
  }
}
