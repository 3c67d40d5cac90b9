package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.chainrule.engine.vector.Kernels;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Elementwise;

/** Elementwise nodes with equally many elements, to be computed together. */
final class ElementwiseGroup<A> {
  private final int size;
  private final Tracer<A> tracer = new Tracer<>();
  private final Map<Expr, Integer> numbers = new LinkedHashMap<>();

  ElementwiseGroup(int size) {
    this.size = size;
  }

  Tracer<A> tracer() {
    return tracer;
  }

  /** The formula's number of a member. */
  int number(Expr member) {
    return numbers.getOrDefault(member, -1);
  }

  /** Takes in a node, given its inputs' numbers. */
  void add(Expr node, Elementwise op, List<Integer> inputs) {
    numbers.put(node, op.value(tracer, inputs));
  }

  /** The step that computes the members and stores those that are wanted. */
  Step<A> step(
      Kernels<A> kernels, Scratch<A> scratch, Predicate<Expr> wanted, Map<Expr, View<A>> views) {
    BlockAssembler<A> assembler = new BlockAssembler<>(kernels, scratch, tracer.formulas());
    List<Region<A>> writes = new ArrayList<>();
    numbers.forEach(
        (member, number) -> {
          if (wanted.test(member)) {
            Region<A> region = Region.unplaced(kernels.allocate(0), size);
            writes.add(region);
            views.put(member, View.of(region));
            assembler.store(number, View.of(region));
          }
        });
    List<Region<A>> reads =
        tracer.formulas().stream()
            .filter(formula -> formula instanceof Tracer.Formula.Read<A>)
            .map(formula -> ((Tracer.Formula.Read<A>) formula).view().region())
            .distinct()
            .toList();
    return new Step<>(assembler.assemble(size), reads, writes, false);
  }
}
