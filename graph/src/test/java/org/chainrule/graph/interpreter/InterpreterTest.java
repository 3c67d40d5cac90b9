package org.chainrule.graph.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;
import org.junit.jupiter.api.Test;

/** The interpreter as a machine. */
class InterpreterTest {
  private static final Expr A = Expr.variable("a");
  private static final Expr B = Expr.variable("b");
  private static final Expr V = Expr.variable("v", 2);

  private final Interpreter machine = new Interpreter();

  @Test
  void aVariableThatWasNeverWrittenHoldsZeros() {
    assertThat(machine.read(V)).isEqualTo(Tensor.vector(0, 0));
  }

  @Test
  void updatesChangeTogetherAtTheEnd() {
    machine.write(A, Tensor.scalar(1));
    machine.write(B, Tensor.scalar(2));
    Map<Expr, Expr> swap = new LinkedHashMap<>();
    swap.put(A, B);
    swap.put(B, A.plus(B));
    Expr product = A.times(B);
    Plan plan = machine.plan(new Program(List.of(product), swap));
    plan.run();
    assertThat(plan.number(product)).isEqualTo(2);
    assertThat(machine.read(A)).isEqualTo(Tensor.scalar(2));
    assertThat(machine.read(B)).isEqualTo(Tensor.scalar(3));
    plan.run();
    assertThat(plan.number(product)).isEqualTo(6);
    assertThat(machine.read(B)).isEqualTo(Tensor.scalar(5));
  }

  @Test
  void plansOfOneMachineShareItsVariables() {
    Plan increment = machine.plan(new Program(List.of(), Map.of(A, A.plus(1))));
    Plan reading = machine.plan(Program.of(A.times(10)));
    increment.run();
    increment.run();
    reading.run();
    assertThat(reading.number(A.times(10))).isEqualTo(20);
  }

  @Test
  void storageIsTheMemoryItself() {
    machine.storage(V).set(1, 5);
    assertThat(machine.read(V)).isEqualTo(Tensor.vector(0, 5));
    machine.write(V, Tensor.vector(7, 8));
    assertThat(machine.storage(V).get(0)).isEqualTo(7);
    assertThat(machine.storage(V).size()).isEqualTo(2);
  }

  @Test
  void onlyOutputsHaveValuesAndOnlyAfterARun() {
    Plan plan = machine.plan(new Program(List.of(A.plus(1)), Map.of(B, A.times(3))));
    assertThatThrownBy(() -> plan.value(A.plus(1))).isInstanceOf(IllegalArgumentException.class);
    plan.run();
    assertThat(plan.value(A.plus(1))).isEqualTo(Tensor.scalar(1));
    assertThatThrownBy(() -> plan.value(A.times(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("multiply[]");
  }

  @Test
  void wrongProgramsAreRefused() {
    assertThatThrownBy(() -> new Program(List.of(), Map.of(A.plus(1), B)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("update: add[] is not a variable");
    assertThatThrownBy(() -> new Program(List.of(), Map.of(A, V)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("update: variable a of shape [] cannot become shape [2]");
    assertThatThrownBy(() -> machine.write(V, Tensor.scalar(1)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("variable v has shape [2], its value []");
  }

  @Test
  void aProgramReadsTheVariablesOfItsOutputsAndUpdates() {
    Program program = new Program(List.of(A.plus(1)), Map.of(A, B.sum()));
    assertThat(program.variables()).containsExactly(A, B);
  }
}
