package org.chainrule.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Tensor;

/**
 * A step of training whose only output is the loss.
 *
 * @param name what is trained
 * @param program the step
 * @param values the examples, and the parameters at first; other variables begin with zeros
 */
public record Training(String name, Program program, Map<Expr, Tensor> values) {
  /** The step on a machine that knows the values. */
  public Plan on(Machine machine) {
    values.forEach(machine::write);
    return machine.plan(program);
  }

  /** The losses of some steps and then all variables that they have changed. */
  public List<Tensor> results(Machine machine, int steps) {
    Plan plan = on(machine);
    List<Tensor> results = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      plan.run();
      results.add(plan.value(program.outputs().getFirst()));
    }
    program.updates().keySet().forEach(variable -> results.add(machine.read(variable)));
    return results;
  }

  @Override
  public String toString() {
    return name;
  }
}
