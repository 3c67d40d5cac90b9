package org.chainrule.engine.plan;

import java.util.Map;
import org.chainrule.engine.layout.View;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Plan;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;

/** A program as instructions over memory that is laid out once. */
public final class CompiledPlan implements Plan {
  private final Instruction[] instructions;
  private final Map<Expr, View> outputs;
  private boolean ran;

  /** The plan of a program. */
  public CompiledPlan(Compilation compilation) {
    outputs = Map.copyOf(compilation.outputs());
    compilation.allocate();
    instructions =
        compilation.steps().stream()
            .map(step -> step.instruction().get())
            .toArray(Instruction[]::new);
  }

  @Override
  public void run() {
    for (int i = 0; i < instructions.length; i++) {
      instructions[i].run();
    }
    ran = true;
  }

  private View output(Expr node) {
    View view = ran ? outputs.get(node) : null;
    if (view == null) {
      throw new IllegalArgumentException(node + " is no output, or the plan never ran");
    }
    return view;
  }

  @Override
  public Tensor value(Expr node) {
    return Memory.read(output(node), node.shape());
  }

  @Override
  public double number(Expr node) {
    View view = output(node);
    if (node.shape().elements() != 1) {
      throw new ShapeException("item: shape " + node.shape() + " does not hold exactly one number");
    }
    return Memory.get(view.buffer().array(), view.buffer().start() + view.strided().offset());
  }
}
