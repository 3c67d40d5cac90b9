package org.chainrule.engine.random;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.ArgMax;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Gather;
import org.chainrule.graph.op.LogSumExp;
import org.chainrule.graph.op.Max;
import org.chainrule.graph.op.ScatterAdd;
import org.chainrule.graph.op.Sum;

/** Random reductions, contractions, and reading and adding by row number. */
final class RandomSums {
  private final Pool pool;
  private final Dice dice;

  RandomSums(Pool pool) {
    this.pool = pool;
    this.dice = pool.dice;
  }

  Expr reduce() {
    Expr x = pool.within(8, pool.pick());
    int rank = x.shape().rank();
    List<Integer> axes = dice.axes(rank);
    int count = axes.stream().mapToInt(x.shape()::size).reduce(1, (a, b) -> a * b);
    return switch (dice.below(5)) {
      case 0 -> pool.known(Expr.of(new Sum(axes), x), 8.0 * Math.max(1, count));
      case 1 -> pool.known(Expr.of(new Sum(axes), x).dividedBy(Math.max(1, count)), 8);
      case 2 -> count == 0 ? x : pool.known(Expr.of(new Max(axes), x), 8);
      case 3 -> count == 0 ? x : pool.known(Expr.of(new LogSumExp(axes), x), 18);
      default -> rank == 0 || x.shape().elements() == 0 ? x : argMax(x, dice.below(rank));
    };
  }

  private Expr argMax(Expr x, int axis) {
    Expr numbers = pool.known(Expr.of(new ArgMax(axis), x), x.shape().size(axis));
    return dice.oneIn(2) ? numbers : byRow(numbers, x.shape().size(axis));
  }

  /** Letters at random: any of the products, batched, outer and transposed ones among them. */
  Expr contract() {
    Map<Character, Integer> sizes = new HashMap<>();
    StringBuilder[] operands = {new StringBuilder(), new StringBuilder(), new StringBuilder()};
    int most = dice.oneIn(12) ? 20_000 : 2_000;
    int work = 1;
    int letters = dice.below(6);
    for (char letter = 'a'; letter < 'a' + letters; letter++) {
      int size = dice.size();
      if (work * size > most) {
        continue;
      }
      work *= Math.max(1, size);
      sizes.put(letter, size);
      int absent = dice.below(4);
      for (int operand = 0; operand < 3; operand++) {
        if (operand != absent) {
          operands[operand].insert(dice.below(operands[operand].length() + 1), letter);
        }
      }
    }
    Contract op =
        new Contract(operands[0].toString(), operands[1].toString(), operands[2].toString());
    Expr a = pool.within(2, pool.ofShape(shape(op.left(), sizes)));
    Expr b = pool.within(2, pool.ofShape(shape(op.right(), sizes)));
    int summands = shape(op.summed(), sizes).elements();
    Expr product = pool.known(Expr.of(op, a, b), 4.0 * Math.max(1, summands));
    return dice.oneIn(2) ? product : pool.known(product.dividedBy(Math.max(1, summands)), 4);
  }

  private static Shape shape(String letters, Map<Character, Integer> sizes) {
    return new Shape(letters.chars().mapToObj(c -> sizes.get((char) c)).toList());
  }

  Expr rows() {
    int rows = 1 + dice.below(5);
    Shape count = dice.oneIn(2) ? Shape.of(dice.size()) : Shape.of(2, 3);
    return byRow(pool.rowNumbers(dice.oneIn(9) ? Shape.SCALAR : count, rows), rows);
  }

  private Expr byRow(Expr numbers, int rows) {
    Shape count = numbers.shape();
    Shape row = dice.oneIn(4) ? Shape.SCALAR : Shape.of(dice.size());
    if (dice.oneIn(2) || count.concat(row).elements() > pool.largest()) {
      Expr table = pool.ofShape(row.prepend(rows));
      return count.concat(row).elements() > pool.largest()
          ? numbers
          : pool.known(Gather.of(table, numbers), pool.bound(table));
    }
    Expr values = pool.within(4, pool.ofShape(count.concat(row)));
    return pool.known(ScatterAdd.of(rows, numbers, values), 4.0 * Math.max(1, count.elements()));
  }
}
