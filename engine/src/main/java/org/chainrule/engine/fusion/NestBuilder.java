package org.chainrule.engine.fusion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.IntStream;
import org.chainrule.engine.Precision;
import org.chainrule.engine.kernel.Kernels;
import org.chainrule.engine.kernel.Nest;
import org.chainrule.engine.layout.Factors;
import org.chainrule.engine.layout.Strided.Factor;
import org.chainrule.engine.layout.View;

/**
 * A nest in the making: operands that lie in any way over the axes of a domain become the strides
 * of as few loops as possible, of which the best one becomes the lanes.
 */
public final class NestBuilder {
  /** Kernels for just such a distance or a longer one would be for few others. */
  private static final int FAR = 1 << 16;

  private final Precision precision;
  private final List<Integer> domain;
  private final Set<Integer> reduced;
  private final List<Operand> operands = new ArrayList<>();

  private final List<Nest.Store> stores = new ArrayList<>();

  /** An operand and the factors of its axes by the domain's axes. */
  private record Operand(View view, List<List<Factor>> axes) {}

  /** A loop: its size, whether totals run over it, every operand's stride. */
  private record Loop(int size, boolean reduced, List<Integer> strides) {
    boolean joins(Loop faster) {
      return IntStream.range(0, strides.size())
          .allMatch(i -> strides.get(i) == faster.strides.get(i) * faster.size);
    }
  }

  /**
   * Loops over a domain.
   *
   * @param reduced the axes that totals run over
   */
  public NestBuilder(Precision precision, List<Integer> domain, Set<Integer> reduced) {
    this.precision = precision;
    this.domain = domain;
    this.reduced = reduced;
  }

  /** The factors of a value's axes by the domain's axes. */
  private List<List<Factor>> byDomain(View view, List<Integer> axes) {
    List<List<Factor>> all = new ArrayList<>();
    for (int axis = 0; axis < domain.size(); axis++) {
      all.add(List.of(new Factor(domain.get(axis), 0)));
    }
    List<List<Factor>> wide = view.strided().axes().stream().filter(f -> !f.isEmpty()).toList();
    for (int i = 0; i < axes.size(); i++) {
      all.set(axes.get(i), wide.get(i));
    }
    return all;
  }

  /**
   * Adds an operand, unless it is there.
   *
   * @param axes which axes of the domain its axes are, those of size 1 left out
   * @return its number; empty if loops over it and the operands before it don't nest
   */
  public Optional<Integer> operand(View view, List<Integer> axes) {
    List<List<Factor>> byDomain = byDomain(view, axes);
    for (int axis = 0; axis < domain.size(); axis++) {
      if (cuts(axis, Optional.of(byDomain.get(axis))).isEmpty()) {
        return Optional.empty();
      }
    }
    Operand operand = new Operand(view, byDomain);
    if (!operands.contains(operand)) {
      operands.add(operand);
    }
    return Optional.of(operands.indexOf(operand));
  }

  /** How an axis is cut for all operands, and perhaps one more. */
  private Optional<SortedSet<Integer>> cuts(int axis, Optional<List<Factor>> another) {
    List<List<Factor>> all = new ArrayList<>(List.of(List.of(new Factor(domain.get(axis), 0))));
    operands.forEach(operand -> all.add(operand.axes.get(axis)));
    another.ifPresent(all::add);
    return Factors.cuts(all);
  }

  /** Stores a term. */
  public void store(int term, int operand) {
    stores.add(new Nest.Store(term, operand));
  }

  /** Whether nothing is to be done, as there are no places. */
  public boolean isEmpty() {
    return IntStream.range(0, domain.size())
        .anyMatch(axis -> domain.get(axis) == 0 && !reduced.contains(axis));
  }

  /** The nest that copies a value; empty where the loops over the two places don't nest. */
  public Optional<NestPlan> copy(View from, View to) {
    Terms terms = new Terms();
    List<Integer> all = IntStream.range(0, domain.size()).boxed().toList();
    Optional<Integer> source = operand(from, all);
    Optional<Integer> target = operand(to, all);
    if (source.isEmpty() || target.isEmpty()) {
      return Optional.empty();
    }
    store(terms.load(source.get()), target.get());
    return Optional.of(build(terms));
  }

  /** The nest that gives all elements of a value the same number. */
  public NestPlan fill(View to, double number) {
    Terms terms = new Terms();
    int target = operand(to, IntStream.range(0, domain.size()).boxed().toList()).orElseThrow();
    store(terms.constant(number), target);
    return build(terms);
  }

  /** The nest that adds a value to another. */
  public NestPlan add(View from, View to) {
    Terms terms = new Terms();
    List<Integer> all = IntStream.range(0, domain.size()).boxed().toList();
    int target = operand(to, all).orElseThrow();
    int source = operand(from, all).orElseThrow();
    store(terms.add(terms.load(target), terms.load(source)), target);
    return build(terms);
  }

  /** The nest of these terms. */
  NestPlan build(Terms terms) {
    List<Loop> outer = new ArrayList<>();
    List<Loop> inner = new ArrayList<>();
    for (int axis = 0; axis < domain.size(); axis++) {
      (reduced.contains(axis) ? inner : outer).addAll(loops(axis));
    }
    List<Loop> outerLoops = merged(outer);
    List<Loop> innerLoops = merged(inner);
    Lanes lanes = new Lanes(outerLoops, innerLoops, terms.list().size());
    Loop chosen = lanes.best();
    outerLoops.remove(chosen);
    innerLoops.remove(chosen);
    longFirst(outerLoops);
    List<Boolean> looped = new ArrayList<>();
    for (int operand = 0; operand < operands.size(); operand++) {
      int number = operand;
      looped.add(innerLoops.stream().anyMatch(loop -> loop.strides.get(number) != 0));
    }
    Nest nest =
        new Nest(
            precision,
            outerLoops.size(),
            innerLoops.size(),
            chosen.reduced,
            0,
            chosen.strides,
            List.of(),
            looped,
            terms.list(),
            stores,
            OptionalInt.empty());
    List<Loop> all = new ArrayList<>(outerLoops);
    all.addAll(innerLoops);
    if (lanes.held(chosen, nest)) {
      nest = nest.withLanes(chosen.size, steps(all));
    } else if (lanes.large(chosen)) {
      nest = nest.asLarge(steps(all));
    }
    return new NestPlan(
        nest,
        operands.stream().map(Operand::view).toList(),
        all.stream().map(Loop::size).toList(),
        chosen.size,
        all.stream().map(Loop::strides).toList());
  }

  /** The strides of some loops, operand by operand, unless elements lie far apart. */
  private List<List<Integer>> steps(List<Loop> loops) {
    if (loops.stream().flatMap(l -> l.strides.stream()).anyMatch(s -> Math.abs(s) > FAR)) {
      return List.of();
    }
    return IntStream.range(0, operands.size())
        .mapToObj(operand -> loops.stream().map(loop -> loop.strides.get(operand)).toList())
        .toList();
  }

  private List<Loop> loops(int axis) {
    List<Loop> loops = new ArrayList<>();
    int before = 1;
    for (int bound : cuts(axis, Optional.empty()).orElseThrow()) {
      int size = before == 0 ? 0 : bound / before;
      int at = before;
      if (size != 1) {
        loops.addFirst(
            new Loop(
                size,
                reduced.contains(axis),
                operands.stream().map(o -> stride(o.axes.get(axis), at)).toList()));
      }
      before = bound;
    }
    return loops;
  }

  /** The distance between elements that are so far apart along an axis, counted in elements. */
  private static int stride(List<Factor> factors, int distance) {
    int product = 1;
    for (Factor factor : factors.reversed()) {
      if (distance < product * factor.size()) {
        return distance / product * factor.stride();
      }
      product *= factor.size();
    }
    return factors.isEmpty() ? 0 : factors.getFirst().stride();
  }

  /** Loops from slow to fast as the largest operand lies, neighbours joined where they can be. */
  private List<Loop> merged(List<Loop> loops) {
    List<Loop> sorted = new ArrayList<>(loops);
    int principal = principal();
    sorted.sort(
        Comparator.comparingLong(
                (Loop loop) -> principal < 0 ? 0 : Math.abs(loop.strides.get(principal)))
            .thenComparingLong(
                loop -> loop.strides.stream().mapToLong(stride -> Math.abs((long) stride)).sum())
            .reversed());
    List<Loop> merged = new ArrayList<>();
    for (Loop loop : sorted) {
      if (!merged.isEmpty() && merged.getLast().joins(loop)) {
        Loop both = new Loop(merged.getLast().size * loop.size, loop.reduced, loop.strides);
        merged.set(merged.size() - 1, both);
      } else {
        merged.add(loop);
      }
    }
    return merged;
  }

  private int principal() {
    int principal = -1;
    long most = -1;
    for (int operand = 0; operand < operands.size(); operand++) {
      long elements = 1;
      for (List<Factor> axis : operands.get(operand).axes) {
        for (Factor factor : axis) {
          elements *= factor.stride() == 0 ? 1 : factor.size();
        }
      }
      if (elements > most) {
        most = elements;
        principal = operand;
      }
    }
    return principal;
  }

  /** A loop with enough places for several threads comes first. */
  private static void longFirst(List<Loop> loops) {
    for (int i = 0; i < loops.size(); i++) {
      if (loops.get(i).size >= Lanes.MANY) {
        loops.addFirst(loops.remove(i));
        return;
      }
    }
  }

  /** The choice of a loop to be run over by vectors; it does not depend on the processor. */
  private final class Lanes {
    /** Lanes of up to so many bits may be held in registers. */
    private static final int FEW = Kernels.MOST_HELD * Float.SIZE;

    /** Where lanes are held only to spare loads, there is at least one to so many operations. */
    private static final int SPARED = 8;

    /** From so many lanes on there are several blocks of them, however wide vectors are. */
    private static final int MANY_LANES = 192;

    /** The places of a large nest: more numbers than the nearest caches hold. */
    private static final int MANY_PLACES = 1 << 15;

    /** Places that can be shared out. */
    static final int MANY = 8;

    private static final double WIDTH = 16;
    private static final double SCATTERED = 24;
    private static final double ACROSS = 12;

    private final List<Loop> outer;
    private final List<Loop> inner;
    private final int terms;

    Lanes(List<Loop> outer, List<Loop> inner, int terms) {
      this.outer = outer;
      this.inner = inner;
      this.terms = terms;
    }

    Loop best() {
      Loop best = new Loop(1, false, operands.stream().map(o -> 0).toList());
      double least = Double.POSITIVE_INFINITY;
      List<Loop> all = new ArrayList<>(outer);
      all.addAll(inner);
      for (Loop loop : all.reversed()) {
        double cost = cost(loop);
        if (cost < least) {
          least = cost;
          best = loop;
        }
      }
      return best;
    }

    /**
     * Whether lanes are few, and a kernel for just so many is worth its compilation: totals run
     * beside each other, are needed by other totals, or a row is needed by all places of the
     * innermost loop.
     */
    boolean held(Loop chosen, Nest nest) {
      if (chosen.size * Kernels.bits(precision) > FEW) {
        return false;
      }
      if (chosen.reduced ? Kernels.passes(nest) > 1 : !inner.isEmpty() || chosen.size == 1) {
        return true;
      }
      long spared = spared(chosen);
      return spared > 0 && spared * SPARED >= Kernels.operations(nest);
    }

    /**
     * Whether many lanes have totals, over so many places that these are not in the nearest cache.
     */
    boolean large(Loop chosen) {
      return !chosen.reduced
          && outer.isEmpty()
          && inner.size() == 1
          && chosen.size >= MANY_LANES
          && (long) chosen.size * inner.getFirst().size >= MANY_PLACES;
    }

    /** How many loads of a place are spared where rows that all places need are held. */
    private long spared(Loop chosen) {
      return outer.isEmpty()
          ? 0
          : IntStream.range(0, operands.size())
              .filter(o -> chosen.strides.get(o) != 0 && outer.getLast().strides.get(o) == 0)
              .count();
    }

    /** About the cycles for a full vector of places. */
    private double cost(Loop loop) {
      double cycles = terms;
      for (int operand = 0; operand < operands.size(); operand++) {
        int stride = loop.strides.get(operand);
        cycles += stride == 0 ? 0.2 : stride == 1 ? 1 : SCATTERED;
      }
      double vectors = Math.max(1, Math.ceil(loop.size / WIDTH));
      if (loop.reduced) {
        cycles += ACROSS / vectors;
      }
      return cycles * vectors * WIDTH / Math.max(1, loop.size);
    }
  }
}
