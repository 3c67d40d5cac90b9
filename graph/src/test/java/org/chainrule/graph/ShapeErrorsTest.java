package org.chainrule.graph;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.ArgMax;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.Flip;
import org.chainrule.graph.op.Fold;
import org.chainrule.graph.op.Gather;
import org.chainrule.graph.op.LogSumExp;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Max;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Scan;
import org.chainrule.graph.op.ScatterAdd;
import org.chainrule.graph.op.Select;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Transpose;
import org.chainrule.graph.op.Unfold;
import org.chainrule.graph.op.Variable;
import org.chainrule.graph.samples.Sample;
import org.chainrule.graph.samples.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shapes that do not fit are refused when the graph is built, by the op's name. */
class ShapeErrorsTest {
  private static final Expr SCALAR = Expr.variable("s");
  private static final Expr VECTOR = Expr.variable("v", 4);
  private static final Expr MATRIX = Expr.variable("m", 2, 3);
  private static final Unfold PAIRS = new Unfold(List.of(2), List.of(1), List.of(1));

  /** A graph that cannot be built, and the whole message. */
  record Misfit(Class<?> op, String message, Supplier<Expr> graph) {
    @Override
    public String toString() {
      return message;
    }
  }

  static List<Misfit> misfits() {
    return List.of(
        new Misfit(
            Contract.class,
            "contract xy,yz->xz: shapes [2, 3] and [2, 3] do not fit: axes with the same letter"
                + " must be equally long",
            () -> MATRIX.matmul(MATRIX)),
        new Misfit(
            Contract.class,
            "contract ij,j->i: shapes [4] and [2, 3] do not fit: axes with the same letter must be"
                + " equally long",
            () -> Contract.of("ij,j->i", VECTOR, MATRIX)),
        new Misfit(
            Contract.class,
            "matmul: shapes [] and [4] are not vectors, matrices or equally long batches of"
                + " matrices",
            () -> SCALAR.matmul(VECTOR)),
        new Misfit(
            Contract.class,
            "contract: ii,ij->j: every letter stands at most once in an operand and in at least"
                + " two of the three",
            () -> Contract.of("ii,ij->j", MATRIX, MATRIX)),
        new Misfit(
            Contract.class,
            "contract: ij,jk is not of the form ij,jk->ik",
            () -> Contract.of("ij,jk", MATRIX, MATRIX)),
        new Misfit(
            Broadcast.class,
            "broadcast: shape [2, 3] does not grow to [3]",
            () -> MATRIX.broadcast(Shape.of(3))),
        new Misfit(
            Broadcast.class,
            "broadcast: shapes [4] and [2, 3] do not broadcast: sizes 4 and 3 at axis -1",
            () -> VECTOR.broadcast(Shape.of(2, 3))),
        new Misfit(
            Concatenate.class,
            "concatenate: shapes [2, 3] and [4] do not join along axis 0",
            () -> Concatenate.of(0, List.of(MATRIX, VECTOR))),
        new Misfit(
            Concatenate.class,
            "concatenate: shapes [2, 3] and [3, 3] do not join along axis 1",
            () -> Concatenate.of(1, List.of(MATRIX, Expr.variable("n", 3, 3)))),
        new Misfit(
            Concatenate.class,
            "concatenate: axis 2 does not exist in shape [2, 3]",
            () -> Concatenate.of(2, List.of(MATRIX, MATRIX))),
        new Misfit(
            Concatenate.class,
            "concatenate: shapes [2, 3] and [2, 3] do not join along axis -1",
            () -> Expr.of(new Concatenate(-1), MATRIX, MATRIX)),
        new Misfit(
            Concatenate.class,
            "concatenate: needs at least one input",
            () -> Concatenate.of(0, List.of())),
        new Misfit(
            Flip.class,
            "flip: shape [4] has no axis 1",
            () -> Expr.of(new Flip(List.of(1)), VECTOR)),
        new Misfit(
            Pad.class,
            "pad: low [1], high [1] and interior [0] do not fit shape [2, 3]",
            () -> Expr.of(Pad.around(List.of(1), 0), MATRIX)),
        new Misfit(
            Pad.class,
            "pad: low [-1], high [-1] and interior [0] do not fit shape [4]",
            () -> Expr.of(Pad.around(List.of(-1), 0), VECTOR)),
        new Misfit(
            Reshape.class,
            "reshape: shape [2, 3] has 6 elements and [4] needs 4",
            () -> MATRIX.reshape(4)),
        new Misfit(
            Slice.class,
            "slice: from [0, 2] to [2, 4] by [1, 1] does not fit shape [2, 3]",
            () -> MATRIX.slice(1, 2, 4)),
        new Misfit(
            Slice.class,
            "slice: axis -3 does not exist in shape [2, 3]",
            () -> MATRIX.slice(-3, 0, 1)),
        new Misfit(
            Slice.class,
            "slice: from [4] to [5] by [1] does not fit shape [4]",
            () -> VECTOR.at(0, 4)),
        new Misfit(
            Transpose.class,
            "transpose: order [1, 0] does not fit shape [4] of rank 1",
            () -> VECTOR.transpose(1, 0)),
        new Misfit(
            Transpose.class,
            "transpose: [0, 2] is not an order of axes 0, 1, …",
            () -> MATRIX.transpose(0, 2)),
        new Misfit(
            Unfold.class,
            "unfold: window [5] with dilation [1] is larger than shape [4]",
            () -> Expr.of(new Unfold(List.of(5), List.of(1), List.of(1)), VECTOR)),
        new Misfit(
            Unfold.class,
            "unfold: window [2] with dilation [1] is larger than shape []",
            () -> Expr.of(PAIRS, SCALAR)),
        new Misfit(
            Unfold.class,
            "unfold: window [2], strides [0] and dilations [1] must be equally many numbers from 1",
            () -> Expr.of(new Unfold(List.of(2), List.of(0), List.of(1)), VECTOR)),
        new Misfit(
            Fold.class,
            "fold: shape [2, 3] is not that of the windows [3, 2] of [4]",
            () -> Expr.of(new Fold(PAIRS, Shape.of(4)), MATRIX)),
        new Misfit(
            Gather.class,
            "gather: a table needs at least one axis, shape [] has none",
            () -> Gather.of(SCALAR, VECTOR)),
        new Misfit(
            ScatterAdd.class,
            "scatterAdd: values of shape [2, 3] do not begin with the axes of the row numbers [4]",
            () -> ScatterAdd.of(5, VECTOR, MATRIX)),
        new Misfit(Sum.class, "sum: axis 2 does not exist in shape [2, 3]", () -> MATRIX.sum(2)),
        new Misfit(
            Sum.class,
            "sum: axes [0, -2] of shape [2, 3] name an axis twice",
            () -> MATRIX.sum(0, -2)),
        new Misfit(
            Sum.class,
            "sum: axes [0, 0] name an axis twice",
            () -> Expr.of(new Sum(List.of(0, 0)), MATRIX)),
        new Misfit(
            Sum.class, "mean: axis -3 does not exist in shape [2, 3]", () -> MATRIX.mean(-3)),
        new Misfit(Max.class, "max: axis 1 does not exist in shape [4]", () -> VECTOR.max(1)),
        new Misfit(
            Max.class, "max: shape [4] has no axis 1", () -> Expr.of(new Max(List.of(1)), VECTOR)),
        new Misfit(
            LogSumExp.class,
            "logSumExp: axis 7 does not exist in shape [4]",
            () -> Functions.logSumExp(VECTOR, 7)),
        new Misfit(
            LogSumExp.class,
            "logSoftmax: axis -1 does not exist in shape []",
            () -> Functions.softmax(SCALAR)),
        new Misfit(
            ArgMax.class,
            "argMax: axis -1 does not exist in shape []",
            () -> Functions.argMax(SCALAR)),
        new Misfit(
            ArgMax.class,
            "argMax: axis 1 of shape [2, 0] is empty",
            () -> Functions.argMax(Expr.variable("none", 2, 0))),
        new Misfit(
            Select.class,
            "select: shapes [4] and [2, 3] do not broadcast: sizes 4 and 3 at axis -1",
            () -> Select.of(VECTOR, MATRIX, MATRIX)),
        new Misfit(
            Loop.class,
            "loop: states of shapes [[4]] become [[]]",
            () -> scan(VECTOR, (states, slices) -> step(states.getFirst().sum()))),
        new Misfit(
            Loop.class,
            "loop: states of shapes [[4]] become []",
            () -> scan(VECTOR, (states, slices) -> new Scan.Step(List.of(), List.of()))),
        new Misfit(
            Loop.class,
            "loop: -1 steps",
            () ->
                Expr.of(
                    new Loop(-1, false, List.of(), List.of(), List.of(), List.of(), List.of()))),
        new Misfit(
            Loop.class,
            "loop: the body uses v[4], which is none of its inputs",
            () ->
                Expr.of(
                    new Loop(
                        1, false, List.of(), List.of(), List.of(), List.of(), List.of(VECTOR)))),
        new Misfit(
            Loop.class,
            "loop: inputs of shapes [[4]], not [[2, 4]]",
            () ->
                Expr.of(
                    new Loop(2, false, List.of(), List.of(VECTOR), List.of(), List.of(), List.of()),
                    VECTOR)),
        new Misfit(
            Loop.class,
            "scan: sequences of shapes [[4], [2, 3]] have no common leading axis",
            () -> Scan.of(List.of(), List.of(VECTOR, MATRIX), (s, q) -> step()).last().getFirst()),
        new Misfit(
            Loop.class,
            "scan: sequences of shapes [[]] have no common leading axis",
            () -> Scan.of(List.of(), List.of(SCALAR), (s, q) -> step()).last().getFirst()),
        new Misfit(
            Loop.class,
            "scan: needs at least one sequence",
            () -> Scan.of(List.of(), List.of(), (s, q) -> step()).last().getFirst()));
  }

  private static Expr scan(Expr initial, Scan.Body body) {
    return Scan.of(List.of(initial), List.of(VECTOR), body).last().getFirst();
  }

  private static Scan.Step step(Expr... next) {
    return new Scan.Step(List.of(next), List.of());
  }

  @ParameterizedTest
  @MethodSource
  void misfits(Misfit misfit) {
    assertThatThrownBy(misfit.graph::get)
        .isInstanceOf(ShapeException.class)
        .hasMessage(misfit.message);
  }

  /** All elementwise ops share one rule, which the next tests cover; leaves have no inputs. */
  @Test
  void everyOpThatCanMisfitDoes() {
    Set<Class<?>> expected =
        Samples.ops().stream()
            .filter(op -> !Elementwise.class.isAssignableFrom(op) || op == Select.class)
            .filter(op -> op != Variable.class && op != Constant.class)
            .collect(toSet());
    assertThat(misfits().stream().map(Misfit::op).collect(toSet())).isEqualTo(expected);
  }

  static Stream<Sample> onePerOp() {
    return Samples.ops().stream()
        .map(
            op ->
                Samples.all().stream()
                    .filter(sample -> op.isInstance(sample.node().op()))
                    .findFirst()
                    .orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("onePerOp")
  void oneInputTooManyIsRefused(Sample sample) {
    List<Expr> inputs = new ArrayList<>(sample.node().inputs());
    inputs.add(Expr.variable("more", 5, 6));
    assertThatThrownBy(() -> Expr.of(sample.node().op(), inputs))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith(sample.node().op().name())
        .hasMessageContaining("[5, 6]");
  }

  @ParameterizedTest
  @MethodSource("onePerOp")
  void oneInputTooFewIsRefused(Sample sample) {
    List<Expr> inputs = sample.node().inputs();
    if (inputs.isEmpty()) {
      return;
    }
    assertThatThrownBy(() -> Expr.of(sample.node().op(), inputs.subList(1, inputs.size())))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith(sample.node().op().name());
  }

  static Stream<Elementwise> elementwiseOfSeveral() {
    return onePerOp()
        .map(sample -> sample.node().op())
        .filter(op -> op instanceof Elementwise e && e.arity() > 1)
        .map(Elementwise.class::cast);
  }

  @ParameterizedTest
  @MethodSource("elementwiseOfSeveral")
  void elementwiseInputsAreOfOneShape(Elementwise op) {
    List<Expr> inputs = new ArrayList<>(List.of(MATRIX, VECTOR, MATRIX)).subList(0, op.arity());
    assertThatThrownBy(() -> Expr.of(op, inputs))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith(op.name() + ": shapes [[2, 3], [4]")
        .hasMessageEndingWith("must be equal");
  }

  @Test
  void operandsThatDoNotBroadcastAreRefusedByName() {
    assertThatThrownBy(() -> MATRIX.plus(VECTOR))
        .isInstanceOf(ShapeException.class)
        .hasMessage("add: shapes [2, 3] and [4] do not broadcast: sizes 3 and 4 at axis -1");
    assertThatThrownBy(() -> new Add().of(VECTOR, MATRIX))
        .hasMessage("add: shapes [4] and [2, 3] do not broadcast: sizes 4 and 3 at axis -1");
  }

  @Test
  void valuesOfVariablesHaveTheirShape() {
    assertThatThrownBy(
            () -> Interpreter.evaluate(MATRIX.sum(), Map.of(MATRIX, Tensor.vector(1, 2))))
        .isInstanceOf(ShapeException.class)
        .hasMessage("variable m has shape [2, 3], its value [2]");
    assertThatThrownBy(() -> Interpreter.evaluate(MATRIX.sum(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("variable m of shape [2, 3] has no value");
  }
}
