package org.chainrule.engine.kernel;

import java.util.List;
import java.util.OptionalInt;
import org.chainrule.engine.Precision;

/**
 * Nested loops over arrays: what they compute at every place and how their operands lie, without
 * addresses, and without sizes unless lanes are few, so that equal work in other places is the same
 * nest and shares a kernel.
 *
 * <p>The axes, outermost first: {@code outer} axes, {@code loops} axes that totals run over, and
 * the lanes, which vectors run along. A nest with {@code lanesReduced} totals over the lanes, too.
 *
 * <pre>
 *   for every place of the outer axes
 *     for every lane, unless lanes are reduced
 *       for every stage
 *         for every place of the reduced axes: terms that depend on it, into this stage's totals
 *       terms that do not depend on reduced axes
 * </pre>
 *
 * A total may depend on other totals, as in Σ e^(x − max x): each such dependence begins a stage.
 * Where reduced axes matter to a term, it is stored at each of their places, else once.
 *
 * <p>Whatever is loaded is what was there before anything was stored, if arrays that are loaded
 * from and stored to are the same or disjoint, and the same at the same positions.
 *
 * @param precision the format of all numbers
 * @param outer how many axes are outside of all totals
 * @param loops how many axes, other than the lanes, totals run over
 * @param lanesReduced whether totals run over the lanes
 * @param lanes how many lanes there are, if so few that they are to be held in registers; else 0
 * @param strides for every operand the distance between its elements for neighbouring lanes
 * @param steps for every operand the distances between its elements along the axes before the
 *     lanes, as code is the better for knowing them; empty if they are left to the geometry. Where
 *     lanes are not few, they are known only if the nest is {@linkplain #isLarge large}
 * @param looped for every operand whether its elements differ along the {@code loops} axes
 * @param terms what is computed, in order
 * @param stores what is stored
 * @param sparse the operand at whose zeros the places of the only axis before the lanes are left
 *     out, as {@linkplain Sparsity nothing comes of them}; empty if there is none
 */
public record Nest(
    Precision precision,
    int outer,
    int loops,
    boolean lanesReduced,
    int lanes,
    List<Integer> strides,
    List<List<Integer>> steps,
    List<Boolean> looped,
    List<Term> terms,
    List<Store> stores,
    OptionalInt sparse) {
  /**
   * A term whose numbers are stored.
   *
   * @param term its place in the list
   * @param operand the array that it goes to
   */
  public record Store(int term, int operand) {}

  public Nest {
    if (lanes > Kernels.MOST_HELD) {
      throw new IllegalArgumentException(
          lanes + " lanes are to be held; there may be " + Kernels.MOST_HELD);
    }
    strides = List.copyOf(strides);
    steps = steps.stream().map(List::copyOf).toList();
    looped = List.copyOf(looped);
    terms = List.copyOf(terms);
    stores = List.copyOf(stores);
  }

  /**
   * The same for so few lanes that they are to be held in registers.
   *
   * @param known the distances of all operands along the other axes
   */
  public Nest withLanes(int few, List<List<Integer>> known) {
    return new Nest(
        precision, outer, loops, lanesReduced, few, strides, known, looped, terms, stores, sparse);
  }

  /** The same for so many lanes and places that it is {@linkplain #isLarge large}. */
  public Nest asLarge(List<List<Integer>> known) {
    return withLanes(0, known);
  }

  /**
   * Whether many lanes have totals over many places, whose numbers hardly are in the nearest cache:
   * it is best to read much of a row at a time.
   */
  boolean isLarge() {
    return lanes == 0 && !steps.isEmpty();
  }

  /**
   * The same without the places where an operand is zero.
   *
   * @param operand one that {@link Sparsity} names
   */
  public Nest withoutZeros(int operand) {
    return new Nest(
        precision,
        outer,
        loops,
        lanesReduced,
        lanes,
        strides,
        steps,
        looped,
        terms,
        stores,
        OptionalInt.of(operand));
  }

  /** The operand at whose zeros places of an axis are left out. */
  OptionalInt sparse(int axis) {
    return axis == 0 ? sparse : OptionalInt.empty();
  }

  /** The distance between an operand's elements along an axis before the lanes, if it is known. */
  OptionalInt step(int operand, int axis) {
    return steps.isEmpty() ? OptionalInt.empty() : OptionalInt.of(steps.get(operand).get(axis));
  }

  /** Whether an operand's elements differ, or may do so, along an axis before the lanes. */
  boolean moves(int operand, int axis) {
    return (axis < outer || looped.get(operand)) && !step(operand, axis).equals(OptionalInt.of(0));
  }

  /**
   * Whether an operand's elements are known to be the same at all places of the last outer axis.
   */
  boolean isStill(int operand) {
    return outer > 0 && step(operand, outer - 1).equals(OptionalInt.of(0));
  }

  /** Whether something is stored where it was loaded. */
  boolean inPlace() {
    return stores.stream().anyMatch(store -> terms.contains(new Term.Load(store.operand())));
  }

  /** How many arrays it works on. */
  public int operands() {
    return strides.size();
  }

  /** How many sizes stand in a {@linkplain Kernel#run kernel's geometry}. */
  public int axes() {
    return outer + loops + 1;
  }

  /**
   * The length of a {@linkplain Kernel#run kernel's geometry}, with room to note which places of a
   * reduced axis are left out, if that is the only axis before the lanes.
   *
   * @param first the size of the first axis
   */
  public int geometry(int first) {
    return notes() + (outer == 0 && loops == 1 ? Nonzeros.room(first) : 0);
  }

  /** Where in a kernel's geometry places that are left out are noted. */
  int notes() {
    return operands() + axes() + operands() * (outer + loops);
  }
}
