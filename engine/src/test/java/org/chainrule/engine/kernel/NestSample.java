package org.chainrule.engine.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.chainrule.engine.Precision;
import org.chainrule.engine.kernel.Nest.Store;
import org.chainrule.engine.kernel.Term.Apply;
import org.chainrule.engine.kernel.Term.Choose;
import org.chainrule.engine.kernel.Term.Combine;
import org.chainrule.engine.kernel.Term.Fixed;
import org.chainrule.engine.kernel.Term.Function;
import org.chainrule.engine.kernel.Term.Load;
import org.chainrule.engine.kernel.Term.Operator;
import org.chainrule.engine.kernel.Term.Raise;
import org.chainrule.engine.kernel.Term.Reduction;
import org.chainrule.engine.kernel.Term.Relation;
import org.chainrule.engine.kernel.Term.Total;

/** A random nest with arrays to run it on: what it computes is never far from 1 in size. */
final class NestSample {
  private static final int[] LANES = {
    0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 15, 16, 17, 18, 31, 32, 33, 48, 49, 64, 65, 70, 100, 131, 240
  };
  private static final int[] SIZES = {0, 1, 1, 2, 3, 5};
  private static final int[] STRIDES = {1, 1, 1, 1, 1, 0, 2, -1, 3};

  private final Random random;
  private final Precision precision;
  private final int outer;
  private final int loops;
  private final boolean lanesReduced;
  private final boolean few;
  private final int[] sizes;
  private final List<Operand> operands = new ArrayList<>();
  private final List<Term> terms = new ArrayList<>();
  private final List<Boolean> reduced = new ArrayList<>();
  private final List<Store> stores = new ArrayList<>();

  /** How an operand lies. */
  record Operand(
      int array, int first, int stride, boolean looped, List<Integer> strides, int extent) {}

  NestSample(long seed) {
    // The first numbers from neighbouring seeds are much alike.
    random = new Random(seed * 0x9E3779B97F4A7C15L);
    precision = random.nextBoolean() ? Precision.FLOAT32 : Precision.FLOAT64;
    outer = random.nextInt(3);
    loops = random.nextInt(3);
    lanesReduced = random.nextBoolean();
    few = random.nextBoolean();
    sizes = new int[outer + loops + 1];
    for (int axis = 0; axis < outer + loops; axis++) {
      sizes[axis] = SIZES[random.nextInt(SIZES.length)];
    }
    sizes[outer + loops] = LANES[random.nextInt(LANES.length)];
    int loads = 1 + random.nextInt(4);
    for (int i = 0; i < loads; i++) {
      int stride = STRIDES[random.nextInt(STRIDES.length)];
      add(operand(i, stride, loops > 0 && random.nextBoolean(), random.nextInt(4) == 0));
      term(new Load(i), varies(operands.get(i)));
    }
    int count = 2 + random.nextInt(12);
    while (terms.size() < loads + count) {
      randomTerm();
    }
    int results = 1 + random.nextInt(2);
    for (int i = 0; i < results; i++) {
      randomStore();
    }
  }

  private void add(Operand operand) {
    operands.add(operand);
  }

  private boolean varies(Operand operand) {
    return operand.looped() || (lanesReduced && operand.stride() != 0);
  }

  private int term(Term term, boolean variesInside) {
    terms.add(term);
    reduced.add(variesInside);
    return terms.size() - 1;
  }

  private int lanes() {
    return sizes[sizes.length - 1];
  }

  /** Its elements lie apart from each other, unless the same are to be at all outer places. */
  private Operand operand(int array, int stride, boolean looped, boolean same) {
    int extent = Math.max(1, (lanes() - 1) * Math.abs(stride) + 1);
    int first = random.nextInt(3) + (stride < 0 ? extent - 1 : 0);
    Integer[] strides = new Integer[sizes.length - 1];
    Arrays.fill(strides, 0);
    List<Integer> axes = new ArrayList<>(IntStream.range(0, strides.length).boxed().toList());
    Collections.shuffle(axes, random);
    for (int axis : axes) {
      if (axis < outer ? !same : looped) {
        strides[axis] = extent;
        extent *= Math.max(1, sizes[axis]);
      }
    }
    return new Operand(array, first, stride, looped, List.of(strides), extent + 3);
  }

  private int any() {
    return random.nextInt(terms.size());
  }

  private int combine(Operator operator, int x, int y) {
    return term(new Combine(operator, x, y), reduced.get(x) || reduced.get(y));
  }

  private int fixed(double value) {
    return term(new Fixed(value), false);
  }

  private int apply(Function function, int x) {
    return term(new Apply(function, x), reduced.get(x));
  }

  private void randomTerm() {
    int x = any();
    int y = any();
    switch (random.nextInt(13)) {
      case 0 -> combine(Operator.MULTIPLY, combine(Operator.ADD, x, y), fixed(0.5));
      case 1 -> combine(Operator.MULTIPLY, combine(Operator.SUBTRACT, x, y), fixed(0.5));
      case 2 -> combine(Operator.MULTIPLY, apply(Function.TANH, x), apply(Function.ERF, y));
      case 3 -> combine(Operator.DIVIDE, x, combine(Operator.ADD, fixed(1), square(y)));
      case 4 -> apply(random.nextBoolean() ? Function.NEGATE : Function.ABSOLUTE, x);
      case 5 -> {
        int exponent = apply(Function.NEGATE, square(x));
        apply(random.nextBoolean() ? Function.EXP : Function.EXPM1, exponent);
      }
      case 6 -> apply(Function.LOG, combine(Operator.ADD, fixed(1.25), square(x)));
      case 7 -> apply(Function.LOG1P, square(x));
      case 8 -> apply(Function.SQRT, combine(Operator.ADD, fixed(0.5), square(x)));
      case 9 -> {
        int left = any();
        Relation relation = random.nextBoolean() ? Relation.LESS : Relation.EQUAL;
        int right = random.nextBoolean() ? fixed(0) : random.nextInt(operands.size());
        boolean inside = reduced.get(left) || reduced.get(right) || reduced.get(x);
        term(new Choose(relation, left, right, x, y), inside || reduced.get(y));
      }
      case 10, 11, 12 -> {
        Reduction[] all = Reduction.values();
        Reduction reduction = random.nextBoolean() ? Reduction.SUM : all[random.nextInt(3)];
        int of = random.nextBoolean() ? combine(Operator.MULTIPLY, x, y) : x;
        int total = term(new Total(reduction, of), false);
        // Sums get large, and extremes of none are infinite.
        apply(Function.TANH, combine(Operator.MULTIPLY, total, fixed(0.03)));
      }
      default -> throw new AssertionError();
    }
  }

  private int square(int x) {
    double[] exponents = {2, 4};
    return term(new Raise(x, exponents[random.nextInt(2)]), reduced.get(x));
  }

  private void randomStore() {
    int term = random.nextInt(3) == 0 ? any() : terms.size() - 1;
    boolean inside = reduced.get(term);
    List<Integer> inPlace =
        IntStream.range(0, operands.size())
            .filter(i -> operands.get(i).array() == i)
            .filter(i -> operands.get(i).stride() != 0)
            .filter(i -> varies(operands.get(i)) == inside)
            .filter(i -> operands.get(i).looped() == (inside && loops > 0))
            .filter(
                i -> stores.stream().noneMatch(store -> operands.get(store.operand()).array() == i))
            .filter(i -> isApart(operands.get(i)))
            .boxed()
            .toList();
    if (!inPlace.isEmpty() && random.nextBoolean()) {
      int same = inPlace.get(random.nextInt(inPlace.size()));
      if (random.nextBoolean()) {
        stores.add(new Store(term, same));
        return;
      }
      add(operands.get(same));
    } else {
      int stride = random.nextInt(4) == 0 ? 3 : random.nextInt(5) == 0 ? -1 : 1;
      boolean ofLanes = !lanesReduced || inside;
      add(operand(operands.size(), ofLanes ? stride : 0, inside && loops > 0, false));
    }
    stores.add(new Store(term, operands.size() - 1));
  }

  private boolean isApart(Operand operand) {
    return IntStream.range(0, outer).allMatch(axis -> operand.strides().get(axis) != 0);
  }

  private boolean isHeld() {
    return lanes() <= Kernels.MOST_HELD && few;
  }

  Precision precision() {
    return precision;
  }

  Nest nest() {
    return new Nest(
        precision,
        outer,
        loops,
        lanesReduced,
        isHeld() ? lanes() : 0,
        operands.stream().map(Operand::stride).toList(),
        few ? operands.stream().map(Operand::strides).toList() : List.of(),
        operands.stream().map(Operand::looped).toList(),
        terms,
        stores,
        OptionalInt.empty());
  }

  int[] sizes() {
    return sizes.clone();
  }

  List<Operand> operands() {
    return List.copyOf(operands);
  }

  /** The array of every operand, with random numbers. */
  Object[] arrays() {
    Random numbers = new Random(1);
    Object[] arrays = new Object[operands.size()];
    for (int i = 0; i < arrays.length; i++) {
      Operand operand = operands.get(i);
      if (operand.array() < i) {
        arrays[i] = arrays[operand.array()];
        continue;
      }
      arrays[i] = KernelInput.zeros(precision, operand.extent());
      for (int k = 0; k < operand.extent(); k++) {
        // Some whole numbers are lanes, too.
        float number = k % 3 == 0 ? numbers.nextInt(3) : (float) numbers.nextGaussian();
        KernelInput.set(arrays[i], k, number);
      }
    }
    return arrays;
  }

  /** How the operands lie, as kernels take it. */
  int[] geometry() {
    int axes = sizes.length - 1;
    int[] geometry = new int[operands.size() * (1 + axes) + sizes.length];
    for (int i = 0; i < operands.size(); i++) {
      geometry[i] = operands.get(i).first();
      for (int axis = 0; axis < axes; axis++) {
        geometry[operands.size() + sizes.length + i * axes + axis] =
            operands.get(i).strides().get(axis);
      }
    }
    System.arraycopy(sizes, 0, geometry, operands.size(), sizes.length);
    return geometry;
  }

  /** Whether its work can be shared out. */
  boolean splits() {
    return outer > 0 || (!lanesReduced && nest().lanes() == 0);
  }

  /** Where the work ends that begins at 0. */
  int end() {
    return outer > 0 ? sizes[0] : lanes();
  }
}
