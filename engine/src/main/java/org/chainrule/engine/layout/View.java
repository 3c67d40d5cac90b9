package org.chainrule.engine.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Move;

/**
 * A value in memory.
 *
 * @param buffer where it lies
 * @param strided how its elements lie there
 * @param motions how it moves from step to step of the loops that it is seen in
 */
public record View(Buffer buffer, Strided strided, List<Motion> motions) {
  public View {
    motions = List.copyOf(motions);
  }

  /** A value that stays where it is. */
  public static View of(Buffer buffer, Strided strided) {
    return new View(buffer, strided, List.of());
  }

  /** A value that fills a buffer in row-major order. */
  public static View rowMajor(Buffer buffer, Shape shape) {
    return of(buffer, Strided.rowMajor(shape));
  }

  /** Elements of the same buffer, which move likewise. */
  public View with(Strided other) {
    return new View(buffer, other, motions);
  }

  /** The value of a move of this one, where it is another view of it. */
  public Optional<View> through(Move op, Shape result) {
    return strided.through(op, result).map(this::with);
  }

  /** The first slice along the leading axis, which moves to the others. */
  public View slice(Clock clock) {
    List<Motion> moving = new ArrayList<>(motions);
    moving.add(new Motion(clock, strided.leading().orElseThrow(), false));
    return new View(buffer, strided.withoutLeading(), moving);
  }

  /** Lets an entry of a table of positions be where this value begins. */
  public void bind(int[] positions, int entry) {
    positions[entry] = buffer.start() + strided.offset();
    motions.forEach(motion -> motion.clock().add(positions, entry, motion));
  }
}
