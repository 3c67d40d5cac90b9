package org.chainrule.learn.network;

import static org.chainrule.graph.Functions.select;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Flip;
import org.chainrule.graph.op.Scan;

/**
 * A recurrent layer over sequences [time, features]; its state begins at 0. Several of them, all
 * but the last giving every step, make a stack.
 *
 * <p>Steps that do not count, by {@link Masking} or an {@link Embedding}'s padding, leave the state
 * as it is and have output 0.
 *
 * @param cell what a step computes
 * @param units the numbers in h
 * @param bidirectional whether a second cell runs from the end to the beginning; its h follow those
 *     of the first
 * @param every whether it gives h after every step, [time, units], or after the last, [units]; the
 *     last step of the second cell is the first of time
 * @param weight the first value of the weights of inputs
 * @param recurrent the first value of the weights of h
 */
public record Recurrent(
    Cell cell,
    int units,
    boolean bidirectional,
    boolean every,
    Initializer weight,
    Initializer recurrent)
    implements Layer {
  private static final String BACKWARD = "backward_";

  /**
   * Checks the number of units.
   *
   * @throws IllegalArgumentException if there are none
   */
  public Recurrent {
    if (units < 1) {
      throw new IllegalArgumentException(cell.kind() + ": " + units + " units; needs at least 1");
    }
  }

  /** Input weights after Glorot, those of h orthogonal. */
  public Recurrent(Cell cell, int units, boolean bidirectional, boolean every) {
    this(cell, units, bidirectional, every, new Initializer.Glorot(), new Initializer.Orthogonal());
  }

  @Override
  public String kind() {
    return cell.kind();
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    if (input.rank() != 2) {
      throw new ShapeException("reads sequences [time, features], not examples of shape %s", input);
    }
    List<Parameter> forward = cell.parameters(input.size(1), units, weight, recurrent);
    List<Parameter> all = new ArrayList<>(forward);
    if (bidirectional) {
      forward.forEach(parameter -> all.add(parameter.renamed(BACKWARD + parameter.name())));
    }
    return all;
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    Expr forward = run(batch, pass, "");
    return bidirectional
        ? Concatenate.of(-1, List.of(forward, run(batch, pass, BACKWARD)))
        : forward;
  }

  private Expr run(Expr batch, Pass pass, String prefix) {
    int count = batch.shape().size(0);
    List<Expr> weights =
        parameters(batch.shape().range(1, 3)).stream()
            .limit(cell.parameters(1, 1, weight, recurrent).size())
            .map(parameter -> pass.parameter(prefix + parameter.name()))
            .toList();
    List<Expr> sequences = new ArrayList<>(List.of(along(batch, prefix)));
    pass.mask().map(mask -> steps(mask, prefix)).ifPresent(sequences::add);
    Expr zeros = Expr.filled(Shape.of(count, units), 0);
    Scan scan =
        Scan.of(
            Collections.nCopies(cell.states(), zeros),
            sequences,
            (states, slices) -> step(states, slices, weights));
    if (!every) {
      return scan.last().getFirst();
    }
    return turned(scan.outputs().getFirst(), prefix).transpose(1, 0, 2);
  }

  private Scan.Step step(List<Expr> states, List<Expr> slices, List<Expr> weights) {
    List<Expr> next = cell.next(states, slices.getFirst(), weights);
    Optional<Expr> counts = slices.stream().skip(1).findFirst();
    if (counts.isEmpty()) {
      return new Scan.Step(next, every ? List.of(next.getFirst()) : List.of());
    }
    Expr mask = counts.get().broadcast(next.getFirst().shape());
    List<Expr> kept = new ArrayList<>();
    for (int i = 0; i < next.size(); i++) {
      kept.add(select(mask, next.get(i), states.get(i)));
    }
    return new Scan.Step(kept, every ? List.of(mask.times(kept.getFirst())) : List.of());
  }

  /** A batch of sequences with time first, from the end if the cell runs so. */
  private static Expr along(Expr batch, String prefix) {
    return turned(batch.transpose(1, 0, 2), prefix);
  }

  private static Expr steps(Expr mask, String prefix) {
    return along(mask.reshape(mask.shape().concat(Shape.of(1))), prefix);
  }

  private static Expr turned(Expr sequence, String prefix) {
    return prefix.isEmpty() ? sequence : Expr.of(new Flip(List.of(0)), sequence);
  }

  @Override
  public boolean stepwise() {
    return every;
  }
}
