package org.chainrule.explain.linear;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.chainrule.explain.number.Rational;

/**
 * Numbers x ≥ 0 with A x = b: the first phase of the simplex method in exact numbers, by Bland's
 * rule, which ends (Bland 1977).
 */
final class Simplex {
  private final List<List<Rational>> rows = new ArrayList<>();
  private final List<Integer> basis = new ArrayList<>();
  private final int columns;

  private Simplex(List<List<Rational>> columns, List<Rational> wanted) {
    this.columns = columns.size();
    for (int row = 0; row < wanted.size(); row++) {
      int place = row;
      boolean flip = wanted.get(row).signum() < 0;
      List<Rational> line = new ArrayList<>();
      columns.forEach(c -> line.add(flip ? c.get(place).negate() : c.get(place)));
      line.add(wanted.get(row).magnitude());
      rows.add(line);
      basis.add(this.columns + row);
    }
  }

  /** A solution, if there is one; A is given by its columns. */
  static Optional<List<Rational>> solve(List<List<Rational>> columns, List<Rational> wanted) {
    Simplex simplex = new Simplex(columns, wanted);
    while (simplex.improve()) {}
    return simplex.solution();
  }

  /** One step that lowers the sum of what is artificial, if there is one. */
  private boolean improve() {
    for (int column = 0; column < columns; column++) {
      if (gain(column).signum() > 0) {
        int leaving = leaving(column);
        if (leaving >= 0) {
          pivot(leaving, column);
          return true;
        }
      }
    }
    return false;
  }

  /** By how much the sum of what is artificial falls for each unit of a column. */
  private Rational gain(int column) {
    Rational sum = Rational.ZERO;
    for (int row = 0; row < rows.size(); row++) {
      if (basis.get(row) >= columns) {
        sum = sum.plus(rows.get(row).get(column));
      }
    }
    return basis.contains(column) ? Rational.ZERO : sum;
  }

  private int leaving(int column) {
    int best = -1;
    Rational least = Rational.ZERO;
    for (int row = 0; row < rows.size(); row++) {
      Rational entry = rows.get(row).get(column);
      if (entry.signum() > 0) {
        Rational ratio = rows.get(row).getLast().dividedBy(entry);
        int order = best < 0 ? -1 : ratio.compareTo(least);
        if (order < 0 || (order == 0 && basis.get(row) < basis.get(best))) {
          best = row;
          least = ratio;
        }
      }
    }
    return best;
  }

  private void pivot(int row, int column) {
    Rational pivot = rows.get(row).get(column);
    List<Rational> scaled = rows.get(row).stream().map(v -> v.dividedBy(pivot)).toList();
    for (int other = 0; other < rows.size(); other++) {
      Rational factor = rows.get(other).get(column);
      if (other != row && factor.signum() != 0) {
        List<Rational> line = new ArrayList<>();
        for (int i = 0; i < scaled.size(); i++) {
          line.add(rows.get(other).get(i).minus(factor.times(scaled.get(i))));
        }
        rows.set(other, line);
      }
    }
    rows.set(row, scaled);
    basis.set(row, column);
  }

  private Optional<List<Rational>> solution() {
    List<Rational> values = new ArrayList<>(Collections.nCopies(columns, Rational.ZERO));
    for (int row = 0; row < rows.size(); row++) {
      Rational value = rows.get(row).getLast();
      if (basis.get(row) >= columns) {
        if (value.signum() != 0) {
          return Optional.empty();
        }
      } else {
        values.set(basis.get(row), value);
      }
    }
    return Optional.of(values);
  }
}
