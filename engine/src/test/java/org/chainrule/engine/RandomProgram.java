package org.chainrule.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Op;
import org.chainrule.graph.Program;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.ArgMax;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Expm1;
import org.chainrule.graph.op.Flip;
import org.chainrule.graph.op.Fold;
import org.chainrule.graph.op.Gather;
import org.chainrule.graph.op.Leaf;
import org.chainrule.graph.op.Log1p;
import org.chainrule.graph.op.LogSumExp;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Max;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Scan;
import org.chainrule.graph.op.ScatterAdd;
import org.chainrule.graph.op.Select;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Transpose;
import org.chainrule.graph.op.Unfold;
import org.chainrule.graph.op.Variable;

/**
 * A program of random ops on random shapes, with shared nodes, several outputs and updates, and
 * values for its variables.
 *
 * <p>Values stay moderate and away from singularities, and what jumps (comparisons, positions) is
 * applied only to numbers that every machine computes exactly, so that machines differ by rounding.
 */
final class RandomProgram {
  private static final int[] SIZES = {0, 1, 1, 2, 2, 3, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33};
  private static final int LARGEST = 4000;

  private final Random random;
  private final List<Expr> pool = new ArrayList<>();
  private final Map<Expr, Tensor> values = new LinkedHashMap<>();
  private final Set<Expr> exact = new HashSet<>();
  private final Map<Expr, Double> bounds = new HashMap<>();
  private final Program program;

  RandomProgram(long seed, int nodes) {
    random = new Random(seed);
    for (int i = 0; i < 2 + random.nextInt(3); i++) {
      pool.add(variable(randomShape()));
    }
    for (int i = 0; i < nodes; i++) {
      pool.add(step());
    }
    program = new Program(outputs(), updates());
  }

  Program program() {
    return program;
  }

  /** The values of the variables before the first run. */
  Map<Expr, Tensor> values() {
    return values;
  }

  /** The ops that occur, those in the bodies of loops included. */
  Set<Class<? extends Op>> ops() {
    Set<Class<? extends Op>> ops = new HashSet<>();
    collect(program.roots(), ops);
    return ops;
  }

  private static void collect(List<Expr> roots, Set<Class<? extends Op>> ops) {
    for (Expr node : Expr.inOrder(roots)) {
      ops.add(node.op().getClass());
      if (node.op() instanceof Loop loop) {
        collect(loop.next(), ops);
        collect(loop.emitted(), ops);
      }
    }
  }

  private List<Expr> outputs() {
    List<Expr> outputs = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      outputs.add(pool.get(pool.size() - 1 - random.nextInt(Math.min(pool.size(), 6))));
    }
    if (random.nextInt(4) == 0) {
      outputs.add(pick());
    }
    return outputs;
  }

  private Map<Expr, Expr> updates() {
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    for (Expr variable : List.copyOf(values.keySet())) {
      List<Expr> fitting =
          pool.stream().filter(node -> node.shape().equals(variable.shape())).toList();
      if (random.nextInt(2) == 0 && !fitting.isEmpty() && !rows(variable)) {
        Expr value = fitting.get(random.nextInt(fitting.size()));
        updates.put(variable, random.nextBoolean() ? value : variable.minus(value.times(0.25)));
      }
    }
    return updates;
  }

  private static boolean rows(Expr variable) {
    return variable.op().name().startsWith("rows");
  }

  // Leaves

  private int size() {
    return SIZES[random.nextInt(SIZES.length)];
  }

  private Shape randomShape() {
    if (random.nextInt(12) == 0) {
      return Shape.of(1 + random.nextInt(LARGEST));
    }
    List<Integer> sizes = new ArrayList<>();
    int rank = random.nextInt(4);
    long elements = 1;
    for (int axis = 0; axis < rank; axis++) {
      int size = size();
      if (elements * size <= LARGEST) {
        sizes.add(size);
        elements *= size;
      }
    }
    return new Shape(sizes);
  }

  /** Small multiples of 1/8. */
  private Expr variable(Shape shape) {
    Expr variable = Expr.of(new Variable("v" + values.size(), shape));
    double[] numbers = new double[shape.elements()];
    Arrays.setAll(numbers, i -> (random.nextInt(33) - 16) / 8.0);
    values.put(variable, Tensor.of(shape, numbers));
    return known(variable, 2, true);
  }

  private Expr rowNumbers(Shape shape, int rows) {
    Expr variable = Expr.of(new Variable("rows" + values.size(), shape));
    double[] numbers = new double[shape.elements()];
    Arrays.setAll(numbers, i -> random.nextInt(rows));
    values.put(variable, Tensor.of(shape, numbers));
    return variable;
  }

  private Expr known(Expr node, double bound, boolean isExact) {
    bounds.putIfAbsent(node, bound);
    if (isExact) {
      exact.add(node);
    }
    return node;
  }

  private double bound(Expr node) {
    return bounds.getOrDefault(node, 1e3);
  }

  private Expr pick() {
    return pool.get(random.nextInt(pool.size()));
  }

  private Expr pickExact() {
    List<Expr> candidates = pool.stream().filter(exact::contains).toList();
    return candidates.get(random.nextInt(candidates.size()));
  }

  /** A node of this shape, made of one that is there if possible. */
  private Expr ofShape(Shape shape) {
    List<Expr> large =
        pool.stream().filter(node -> node.shape().elements() >= shape.elements()).toList();
    if (large.isEmpty() || random.nextInt(3) == 0) {
      return variable(shape);
    }
    Expr source = large.get(random.nextInt(large.size()));
    int spare = source.shape().elements() - shape.elements();
    int from = spare == 0 ? 0 : random.nextInt(spare + 1);
    Expr flat = source.reshape(source.shape().elements());
    return known(
        flat.slice(0, from, from + shape.elements()).reshape(shape),
        bound(source),
        exact.contains(source));
  }

  /** The node, or a multiple of it that stays within a bound. */
  private Expr within(double limit, Expr node) {
    double factor = Math.min(1, limit / bound(node));
    return factor == 1 ? node : known(node.times(factor), limit, false);
  }

  // Nodes

  private Expr step() {
    return switch (random.nextInt(14)) {
      case 0, 1 -> unary();
      case 2, 3 -> binary();
      case 4 -> discrete();
      case 5 -> reduce();
      case 6, 7 -> move();
      case 8 -> windows();
      case 9, 10 -> contract();
      case 11 -> rows();
      case 12 -> loop();
      default -> known(Functions.tanh(pick()), 1, false);
    };
  }

  private Expr unary() {
    Expr x = within(3, pick());
    Expr positive = known(x.times(x).plus(0.5), 10, false);
    return switch (random.nextInt(18)) {
      case 0 -> known(Functions.exp(x), 21, false);
      case 1 -> known(Expr.of(new Expm1(), x), 21, false);
      case 2 -> known(Functions.log(positive), 3, false);
      case 3 -> known(Expr.of(new Log1p(), positive), 3, false);
      case 4 -> known(Functions.sin(x), 1, false);
      case 5 -> known(Functions.cos(x), 1, false);
      case 6 -> known(Functions.tanh(x), 1, false);
      case 7 -> known(Functions.erf(x), 1, false);
      case 8 -> known(Functions.sigmoid(x), 1, false);
      case 9 -> known(Functions.relu(x), 3, exact.contains(x));
      case 10 -> known(Functions.leakyRelu(x, 0.01), 3, false);
      case 11 -> known(Functions.elu(x, 1), 3, false);
      case 12 -> known(Functions.softplus(x), 4, false);
      case 13 -> known(Functions.abs(x), 3, exact.contains(x));
      case 14 -> known(x.negate(), 3, exact.contains(x));
      case 15 -> known(x.power(2 + random.nextInt(2)), 27, false);
      case 16 -> known(positive.power(random.nextBoolean() ? 0.5 : -1), 4, false);
      default -> known(positive.power(1.7), 60, false);
    };
  }

  private Expr binary() {
    Expr a = within(30, pick());
    Expr b = random.nextInt(3) == 0 ? Expr.constant(random.nextInt(5) - 2) : partner(a);
    b = within(30, known(b, 2, false));
    double sum = bound(a) + bound(b);
    return switch (random.nextInt(6)) {
      case 0 -> known(a.plus(b), sum, exact.contains(a) && exact.contains(b));
      case 1 -> known(a.minus(b), sum, exact.contains(a) && exact.contains(b));
      case 2 -> known(a.times(b), bound(a) * bound(b), false);
      case 3 -> known(a.dividedBy(b.times(b).plus(1)), bound(a), false);
      case 4 -> known(Functions.maximum(a, b), sum, exact.contains(a) && exact.contains(b));
      default -> known(Functions.minimum(a, b), sum, exact.contains(a) && exact.contains(b));
    };
  }

  /** A node that broadcasts with this one to its shape. */
  private Expr partner(Expr a) {
    List<Integer> sizes = new ArrayList<>(a.shape().sizes());
    for (int axis = 0; axis < sizes.size(); axis++) {
      if (random.nextInt(4) == 0) {
        sizes.set(axis, 1);
      }
    }
    Shape shape = new Shape(sizes);
    return ofShape(shape.range(random.nextInt(shape.rank() + 1), shape.rank()));
  }

  private Expr discrete() {
    Expr a = pickExact();
    List<Expr> alike =
        pool.stream().filter(n -> exact.contains(n) && n.shape().equals(a.shape())).toList();
    Expr b = alike.get(random.nextInt(alike.size()));
    return switch (random.nextInt(6)) {
      case 0 -> known(Functions.less(a, b), 1, true);
      case 1 -> known(Functions.lessOrEqual(a, b), 1, true);
      case 2 -> known(Functions.equal(a, b), 1, true);
      case 3 -> known(Functions.sign(a), 1, true);
      case 4 -> {
        Expr then = ofShape(a.shape());
        yield known(Select.of(Functions.less(a, b), then, b), bound(then) + bound(b), false);
      }
      default ->
          a.shape().rank() > 0 && a.shape().elements() > 0
              ? known(Expr.of(new ArgMax(random.nextInt(a.shape().rank())), a), 33, true)
              : a;
    };
  }

  private Expr reduce() {
    Expr x = within(8, pick());
    List<Integer> axes = someAxes(x.shape().rank());
    int count = axes.stream().mapToInt(x.shape()::size).reduce(1, (a, b) -> a * b);
    if (random.nextInt(3) == 0 || count == 0) {
      return known(Expr.of(new Sum(axes), x).dividedBy(Math.max(1, count)), 8, false);
    }
    return random.nextBoolean()
        ? known(Expr.of(new Max(axes), x), 8, exact.contains(x))
        : known(Expr.of(new LogSumExp(axes), x), 18, false);
  }

  private Expr move() {
    Expr x = pick();
    int rank = x.shape().rank();
    boolean isExact = exact.contains(x);
    return switch (random.nextInt(7)) {
      case 0 -> {
        List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        Collections.shuffle(order, random);
        yield known(Expr.of(new Transpose(order), x), bound(x), isExact);
      }
      case 1 -> known(x.broadcast(larger(x.shape())), bound(x), isExact);
      case 2 -> known(Expr.of(slice(x.shape()), x), bound(x), isExact);
      case 3 -> known(Expr.of(pad(rank), x), bound(x) + 1, isExact);
      case 4 -> known(Expr.of(new Flip(someAxes(rank)), x), bound(x), isExact);
      case 5 -> rank == 0 || x.shape().elements() > LARGEST / 2 ? x : concatenate(x);
      default -> known(x.reshape(1, x.shape().elements(), 1), bound(x), isExact);
    };
  }

  private List<Integer> someAxes(int rank) {
    return IntStream.range(0, rank).filter(i -> random.nextBoolean()).boxed().toList();
  }

  private Shape larger(Shape shape) {
    Shape target = shape;
    for (int axis = 0; axis < shape.rank(); axis++) {
      target = target.size(axis) == 1 ? target.with(axis, size()) : target;
    }
    target = random.nextBoolean() ? target.prepend(1 + random.nextInt(3)) : target;
    return target.elements() > LARGEST ? shape : target;
  }

  private Expr concatenate(Expr x) {
    int axis = random.nextInt(x.shape().rank());
    Expr other = ofShape(x.shape().with(axis, size() % 9));
    List<Expr> parts = new ArrayList<>(List.of(x, other, x));
    Collections.shuffle(parts, random);
    return known(
        Concatenate.of(axis, parts),
        bound(x) + bound(other),
        exact.contains(x) && exact.contains(other));
  }

  private Slice slice(Shape shape) {
    List<Integer> from = new ArrayList<>();
    List<Integer> to = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    for (int size : shape.sizes()) {
      int low = random.nextBoolean() ? 0 : random.nextInt(size + 1);
      from.add(low);
      to.add(random.nextBoolean() ? size : low + random.nextInt(size - low + 1));
      steps.add(random.nextInt(3) == 0 ? 2 : 1);
    }
    return new Slice(from, to, steps);
  }

  private Pad pad(int rank) {
    return new Pad(few(rank), few(rank), few(rank), random.nextInt(3) - 1);
  }

  private List<Integer> few(int rank) {
    return IntStream.range(0, rank).mapToObj(i -> random.nextInt(3) % 2).toList();
  }

  private Expr windows() {
    int height = 3 + random.nextInt(8);
    int width = 3 + random.nextInt(17);
    Expr x = ofShape(Shape.of(1 + random.nextInt(2), height, width));
    Unfold unfold =
        new Unfold(
            List.of(1 + random.nextInt(3), 1 + random.nextInt(2)),
            List.of(1 + random.nextInt(2), 1 + random.nextInt(3)),
            List.of(1, 1 + random.nextInt(2)));
    Expr unfolded = known(Expr.of(unfold, x), bound(x), exact.contains(x));
    return random.nextBoolean()
        ? unfolded
        : known(Expr.of(new Fold(unfold, x.shape()), unfolded), 6 * bound(x), false);
  }

  private Expr contract() {
    Map<Character, Integer> sizes = new HashMap<>();
    StringBuilder[] operands = {new StringBuilder(), new StringBuilder(), new StringBuilder()};
    long work = 1;
    int letters = 1 + random.nextInt(5);
    for (char letter = 'a'; letter < 'a' + letters; letter++) {
      int size = size();
      if (work * size > 20_000) {
        continue;
      }
      work *= Math.max(1, size);
      sizes.put(letter, size);
      int absent = random.nextInt(4);
      for (int operand = 0; operand < 3; operand++) {
        if (operand != absent) {
          operands[operand].append(letter);
        }
      }
    }
    List<String> words = new ArrayList<>();
    for (StringBuilder operand : operands) {
      List<String> characters = new ArrayList<>(List.of(operand.toString().split("")));
      Collections.shuffle(characters, random);
      words.add(String.join("", characters));
    }
    Expr a = within(2, ofShape(shape(words.get(0), sizes)));
    Expr b = within(2, ofShape(shape(words.get(1), sizes)));
    Contract op = new Contract(words.get(0), words.get(1), words.get(2));
    int summands = op.summed().chars().map(c -> sizes.get((char) c)).reduce(1, (p, q) -> p * q);
    Expr product = Expr.of(op, a, b);
    return known(product.dividedBy(Math.max(1, summands)), 4, false);
  }

  private static Shape shape(String letters, Map<Character, Integer> sizes) {
    return new Shape(letters.chars().mapToObj(c -> sizes.get((char) c)).toList());
  }

  private Expr rows() {
    int rows = 1 + random.nextInt(5);
    int width = size();
    Shape count = random.nextBoolean() ? Shape.of(size()) : Shape.of(2, 3);
    Expr numbers = rowNumbers(count, rows);
    if (random.nextBoolean()) {
      Expr table = ofShape(Shape.of(rows, width));
      return known(Gather.of(table, numbers), bound(table), exact.contains(table));
    }
    Expr values = within(4, ofShape(count.concat(Shape.of(width))));
    return known(ScatterAdd.of(rows, numbers, values), 4.0 * count.elements(), false);
  }

  private Expr loop() {
    int steps = random.nextInt(5);
    int width = 1 + random.nextInt(9);
    Expr sequence = within(2, ofShape(Shape.of(steps, width)));
    Expr initial = within(2, ofShape(Shape.of(width)));
    Expr weights = within(2, ofShape(Shape.of(width, width)));
    Expr outside = within(2, ofShape(Shape.of(width)));
    int kind = random.nextInt(4);
    Scan scan =
        Scan.of(
            List.of(initial, outside),
            List.of(sequence),
            (states, slices) -> {
              Expr h = states.get(0);
              Expr x = slices.get(0);
              Expr next =
                  switch (kind) {
                    case 0 -> Functions.tanh(h.matmul(weights).plus(x));
                    case 1 -> Functions.sigmoid(h.times(x)).plus(outside.times(0.5));
                    case 2 -> x;
                    default -> weights.slice(0, 0, 1).reshape(width).times(0.5);
                  };
              Expr second = kind == 1 ? h : Functions.sin(states.get(1).plus(next));
              return new Scan.Step(
                  List.of(next, second), List.of(next, next.sum(), h, outside, x.times(second)));
            });
    List<Expr> results = new ArrayList<>(scan.last());
    results.addAll(scan.outputs());
    Expr result = results.get(random.nextInt(results.size()));
    return known(random.nextBoolean() ? result : reversed(result), 30, false);
  }

  /** The same graph with loops that run backward. */
  private static Expr reversed(Expr node) {
    if (node.op() instanceof Loop loop) {
      Loop other =
          new Loop(
              loop.steps(),
              !loop.backward(),
              loop.states(),
              loop.slices(),
              loop.invariants(),
              loop.next(),
              loop.emitted());
      return Expr.of(other, node.inputs());
    }
    return node.op() instanceof Leaf
        ? node
        : Expr.of(node.op(), node.inputs().stream().map(RandomProgram::reversed).toList());
  }
}
