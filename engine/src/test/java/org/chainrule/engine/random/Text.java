package org.chainrule.engine.random;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Variable;

/** Programs in writing, one line a node. */
final class Text {
  private final Map<Expr, Tensor> values;
  private final Map<Expr, String> names = new HashMap<>();
  private final List<String> lines = new ArrayList<>();

  private Text(Map<Expr, Tensor> values) {
    this.values = values;
  }

  static String of(Sample sample) {
    Text text = new Text(sample.values());
    sample.program().updates().keySet().forEach(v -> text.nodes(List.of(v), ""));
    text.nodes(sample.program().roots(), "");
    sample.program().outputs().forEach(o -> text.lines.add("output " + text.name(o)));
    sample
        .program()
        .updates()
        .forEach(
            (v, value) -> text.lines.add("update " + text.name(v) + " := " + text.name(value)));
    return String.join("\n", text.lines);
  }

  private String name(Expr node) {
    return names.getOrDefault(node, "?");
  }

  private String names(List<Expr> nodes) {
    return nodes.stream().map(this::name).collect(Collectors.joining(", "));
  }

  private void nodes(List<Expr> roots, String indent) {
    for (Expr node : Expr.inOrder(roots)) {
      if (!names.containsKey(node)) {
        boolean free = node.op() instanceof Variable;
        names.put(node, free ? node.op().name() : "n" + names.size());
        line(node, indent);
      }
    }
  }

  private void line(Expr node, String indent) {
    String start = indent + name(node) + node.shape() + " = ";
    switch (node.op()) {
      case Variable _ -> lines.add(start + value(node));
      case Loop loop -> {
        bind("state", loop.states());
        bind("slice", loop.slices());
        bind("invariant", loop.invariants());
        List<Expr> bound = new ArrayList<>(loop.states());
        bound.addAll(loop.slices());
        bound.addAll(loop.invariants());
        lines.add(
            start
                + "loop of "
                + loop.steps()
                + (loop.backward() ? " steps backward over (" : " steps over (")
                + names(node.inputs())
                + ") as ("
                + bound.stream().map(b -> name(b) + b.shape()).collect(Collectors.joining(", "))
                + ")");
        List<Expr> body = new ArrayList<>(loop.next());
        body.addAll(loop.emitted());
        nodes(body, indent + "  ");
        lines.add(indent + "  next " + names(loop.next()) + "; emitted " + names(loop.emitted()));
      }
      default -> lines.add(start + node.op() + "(" + names(node.inputs()) + ")");
    }
  }

  private String value(Expr variable) {
    Tensor value = values.getOrDefault(variable, Tensor.scalar(Double.NaN));
    double[] numbers = value.toArray();
    boolean uniform = Arrays.stream(numbers).distinct().count() == 1;
    return uniform ? "all " + numbers[0] : value.toString();
  }

  private void bind(String kind, List<Expr> variables) {
    for (Expr variable : variables) {
      names.putIfAbsent(variable, kind + names.size());
    }
  }
}
