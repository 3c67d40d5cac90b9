package org.chainrule.graph;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.Max;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.Power;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Subtract;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Transpose;
import org.chainrule.graph.op.Variable;

/**
 * A node of the graph: an op applied to other nodes, with the shape of its value.
 *
 * <p>Nodes are immutable and interned: the same op on the same inputs is the same object, so
 * equality is identity and a shared sub-expression is computed once. A {@linkplain #variable
 * variable} is known by its name and shape. Shapes are checked when the node is built.
 *
 * <p>Operands of the arithmetic methods broadcast by {@linkplain Shape#broadcast NumPy's rule}.
 */
public final class Expr {
  /** Written out, as what the JVM makes of a record at run time is slow in a short program. */
  private record Key(Op op, List<Expr> inputs) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && op.equals(key.op) && inputs.equals(key.inputs);
    }

    @Override
    public int hashCode() {
      return 31 * op.hashCode() + inputs.hashCode();
    }
  }

  private static final class Entry extends WeakReference<Expr> {
    final Key key;

    Entry(Key key, Expr node) {
      super(node, DEAD);
      this.key = key;
    }
  }

  private static final ReferenceQueue<Expr> DEAD = new ReferenceQueue<>();
  private static final Map<Key, Entry> NODES = new ConcurrentHashMap<>();

  private final Op op;
  private final List<Expr> inputs;
  private final Shape shape;

  private Expr(Key key, Shape shape) {
    this.op = key.op;
    this.inputs = key.inputs;
    this.shape = shape;
  }

  /**
   * The node for this op and these inputs, new or known.
   *
   * @throws ShapeException if the shapes do not fit the op
   */
  public static Expr of(Op op, List<Expr> inputs) {
    while (DEAD.poll() instanceof Entry dead) {
      NODES.remove(dead.key, dead);
    }
    Key key = new Key(op, List.copyOf(inputs));
    Expr fresh = new Expr(key, op.shape(inputs.stream().map(Expr::shape).toList()));
    while (true) {
      Entry entry = NODES.computeIfAbsent(key, k -> new Entry(k, fresh));
      Expr known = entry.get();
      if (known != null) {
        return known;
      }
      NODES.remove(key, entry);
    }
  }

  /** As {@link #of(Op, List)}. */
  public static Expr of(Op op, Expr... inputs) {
    return of(op, List.of(inputs));
  }

  /** A named quantity that a caller supplies. */
  public static Expr variable(String name, int... sizes) {
    return variable(name, Shape.of(sizes));
  }

  /** A named quantity that a caller supplies. */
  public static Expr variable(String name, Shape shape) {
    return of(new Variable(name, shape));
  }

  /** A fixed number. */
  public static Expr constant(double value) {
    return constant(Tensor.scalar(value));
  }

  /** A fixed tensor. */
  public static Expr constant(Tensor value) {
    return of(new Constant(value));
  }

  /** The same number in every place of a shape. */
  public static Expr filled(Shape shape, double value) {
    return constant(value).broadcast(shape);
  }

  /** The op that this node applies. */
  public Op op() {
    return op;
  }

  /** The nodes that the op is applied to. */
  public List<Expr> inputs() {
    return inputs;
  }

  /** The input at this place. */
  public Expr input(int i) {
    return inputs.get(i);
  }

  /** The shape of the value. */
  public Shape shape() {
    return shape;
  }

  /** The nodes that these depend on and themselves, every input before its users. */
  public static List<Expr> inOrder(Collection<Expr> roots) {
    List<Expr> order = new ArrayList<>();
    Set<Expr> entered = new HashSet<>();
    Deque<Expr> stack = new ArrayDeque<>();
    Set<Expr> done = new HashSet<>();
    for (Expr root : roots) {
      stack.push(root);
      while (!stack.isEmpty()) {
        Expr node = stack.peek();
        if (entered.add(node)) {
          for (int i = node.inputs.size() - 1; i >= 0; i--) {
            if (!entered.contains(node.inputs.get(i))) {
              stack.push(node.inputs.get(i));
            }
          }
        } else {
          stack.pop();
          if (done.add(node)) {
            order.add(node);
          }
        }
      }
    }
    return order;
  }

  /** {@code this + other}. */
  public Expr plus(Expr other) {
    return new Add().of(this, other);
  }

  /** {@code this + number}. */
  public Expr plus(double number) {
    return plus(constant(number));
  }

  /** {@code this − other}. */
  public Expr minus(Expr other) {
    return new Subtract().of(this, other);
  }

  /** {@code this − number}. */
  public Expr minus(double number) {
    return minus(constant(number));
  }

  /** {@code this · other}, element by element. */
  public Expr times(Expr other) {
    return new Multiply().of(this, other);
  }

  /** {@code this · number}. */
  public Expr times(double number) {
    return times(constant(number));
  }

  /** {@code this / other}, element by element. */
  public Expr dividedBy(Expr other) {
    return new Divide().of(this, other);
  }

  /** {@code this / number}. */
  public Expr dividedBy(double number) {
    return dividedBy(constant(number));
  }

  /** {@code −this}. */
  public Expr negate() {
    return of(new Negate(), this);
  }

  /** {@code this} to a fixed power, element by element. */
  public Expr power(double exponent) {
    return of(new Power(exponent), this);
  }

  /**
   * The matrix product; vectors give dot products and matrix–vector products, and equal leading
   * axes of operands with rank over 2 are a batch.
   *
   * @throws ShapeException if the inner sizes differ
   */
  public Expr matmul(Expr other) {
    return of(Contract.matmul(shape, other.shape), this, other);
  }

  /** The axes in reverse order: Aᵀ for a matrix. */
  public Expr transpose() {
    return of(Transpose.reversing(shape.rank()), this);
  }

  /** The axes reordered: axis i of the result is axis {@code order[i]} of this. */
  public Expr transpose(int... order) {
    return of(Transpose.of(order), this);
  }

  /** The same elements in row-major order under another shape. */
  public Expr reshape(int... sizes) {
    return reshape(Shape.of(sizes));
  }

  /** The same elements in row-major order under another shape. */
  public Expr reshape(Shape target) {
    return target.equals(shape) ? this : of(new Reshape(target), this);
  }

  /** Repeated to a larger shape by {@linkplain Shape#broadcast NumPy's rule}. */
  public Expr broadcast(Shape target) {
    return target.equals(shape) ? this : of(new Broadcast(target), this);
  }

  /** The part {@code from} (inclusive) to {@code to} (exclusive) of one axis. */
  public Expr slice(int axis, int from, int to) {
    return of(Slice.of(shape, axis, from, to), this);
  }

  /** One position of an axis, without the axis. */
  public Expr at(int axis, int position) {
    int resolved = shape.axis("slice", axis);
    return slice(axis, position, position + 1).reshape(shape.without(List.of(resolved)));
  }

  /** The sum over these axes, or over all; the axes disappear. */
  public Expr sum(int... axes) {
    return of(new Sum(shape.axes("sum", axes)), this);
  }

  /** The mean over these axes, or over all; the axes disappear. */
  public Expr mean(int... axes) {
    int count = shape.axes("mean", axes).stream().mapToInt(shape::size).reduce(1, (a, b) -> a * b);
    return sum(axes).dividedBy(count);
  }

  /** The smallest element over these axes, or over all; the axes disappear. */
  public Expr min(int... axes) {
    return negate().max(axes).negate();
  }

  /** The largest element over these axes, or over all; the axes disappear. */
  public Expr max(int... axes) {
    return of(new Max(shape.axes("max", axes)), this);
  }

  /** The op and the shape, for example {@code tanh[128, 50]}. */
  @Override
  public String toString() {
    return op.name() + shape;
  }
}
