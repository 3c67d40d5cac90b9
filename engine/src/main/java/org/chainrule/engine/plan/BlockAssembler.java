package org.chainrule.engine.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.engine.plan.BlockProgram.Access;
import org.chainrule.engine.plan.BlockProgram.BlockInstruction;
import org.chainrule.engine.plan.BlockProgram.Operand;
import org.chainrule.engine.plan.Tracer.Formula;
import org.chainrule.engine.vector.Copying;
import org.chainrule.engine.vector.Kernels;
import org.chainrule.engine.vector.Mapping;

/** From formulas to a program: finds every number a place and chooses its kernel. */
final class BlockAssembler<A> {
  private static final int NONE = -1;

  private final Kernels<A> kernels;
  private final Scratch<A> scratch;
  private final List<Formula<A>> formulas;
  private final Map<Integer, View<A>> results = new HashMap<>();
  private final List<View<A>> copies = new ArrayList<>();
  private final List<Integer> copied = new ArrayList<>();
  private final List<BlockInstruction<A>> instructions = new ArrayList<>();
  private final List<Access<A>> accesses = new ArrayList<>();
  private final Deque<Integer> free = new ArrayDeque<>();
  private final List<Operand<A>> operands = new ArrayList<>();
  private int registers;

  BlockAssembler(Kernels<A> kernels, Scratch<A> scratch, List<Formula<A>> formulas) {
    this.kernels = kernels;
    this.scratch = scratch;
    this.formulas = formulas;
  }

  /** The number of this formula is to be stored here. */
  void store(int number, View<A> view) {
    boolean computed =
        switch (formulas.get(number)) {
          case Formula.Fixed<A> _, Formula.Read<A> _ -> false;
          default -> true;
        };
    if (!computed || results.putIfAbsent(number, view) != null) {
      copied.add(number);
      copies.add(view);
    }
  }

  /** The program for that many elements. */
  BlockProgram<A> assemble(int size) {
    int[] lastUse = lastUses();
    int[] register = new int[formulas.size()];
    Arrays.fill(register, NONE);
    for (int i = 0; i < formulas.size(); i++) {
      Formula<A> formula = formulas.get(i);
      if (lastUse[i] == NONE) {
        operands.add(new Operand<>(View.of(scratch.register(0)), false));
        continue;
      }
      for (int operand : formula.operands()) {
        if (lastUse[operand] == i && register[operand] != NONE) {
          free.push(register[operand]);
          register[operand] = NONE;
        }
      }
      View<A> result = results.get(i);
      switch (formula) {
        case Formula.Fixed<A> fixed ->
            operands.add(new Operand<>(View.of(scratch.constant(fixed.number())), false));
        case Formula.Read<A> read when read.repeat().equals(Repeat.NONE) ->
            operands.add(new Operand<>(read.view(), true));
        case Formula.Read<A> read -> spread(read);
        case Formula<A> _ when result != null -> compute(formula, new Operand<>(result, true));
        default -> {
          register[i] = free.isEmpty() ? registers++ : free.pop();
          compute(formula, new Operand<>(View.of(scratch.register(register[i])), false));
        }
      }
    }
    for (int i = 0; i < copies.size(); i++) {
      Operand<A> from = operands.get(copied.get(i));
      note(from, false);
      add(new Move<>(kernels.copying(), from, new Operand<>(copies.get(i), true)));
    }
    return new BlockProgram<>(size, block(), instructions, accesses);
  }

  private int[] lastUses() {
    int[] lastUse = new int[formulas.size()];
    Arrays.fill(lastUse, NONE);
    results.keySet().forEach(number -> lastUse[number] = formulas.size());
    copied.forEach(number -> lastUse[number] = formulas.size());
    for (int i = formulas.size() - 1; i >= 0; i--) {
      if (lastUse[i] != NONE) {
        for (int operand : formulas.get(i).operands()) {
          lastUse[operand] = Math.max(lastUse[operand], i);
        }
      }
    }
    return lastUse;
  }

  /** As many elements as fit a register, in whole periods of what repeats if there is room. */
  private int block() {
    int period = 1;
    for (Formula<A> formula : formulas) {
      if (formula instanceof Formula.Read<A> read
          && !read.repeat().equals(Repeat.NONE)
          && read.repeat().period() <= Scratch.BLOCK) {
        period = Math.max(period, read.repeat().period());
      }
    }
    return Scratch.BLOCK / period * period;
  }

  private void note(Operand<A> operand, boolean writes) {
    if (operand.whole()) {
      View<A> view = operand.view();
      accesses.add(new Access<>(view.region(), instructions.size(), writes, view.offset() == 0));
    }
  }

  /** Has a register of its own: what repeats from block to block is written only once. */
  private void spread(Formula.Read<A> read) {
    Operand<A> to = new Operand<>(View.of(scratch.register(registers++)), false);
    operands.add(to);
    accesses.add(new Access<>(read.view().region(), instructions.size(), false, false));
    add(new Spread<>(kernels.copying(), read.view(), read.repeat(), block(), to));
  }

  private void compute(Formula<A> formula, Operand<A> to) {
    formula.operands().forEach(operand -> note(operands.get(operand), false));
    operands.add(to);
    Mapping<A> mapping = kernels.mapping();
    switch (formula) {
      case Formula.Fixed<A> _, Formula.Read<A> _ -> throw new IllegalStateException();
      case Formula.Apply<A> f -> add(new Apply<>(mapping, f.function(), operands.get(f.x()), to));
      case Formula.Combine<A> f ->
          add(new Combine<>(mapping, f.function(), operands.get(f.x()), operands.get(f.y()), to));
      case Formula.Raise<A> f -> add(new Raise<>(mapping, operands.get(f.x()), f.exponent(), to));
      case Formula.Choose<A> f ->
          add(
              new Choose<>(
                  mapping,
                  f.relation(),
                  operands.get(f.x()),
                  operands.get(f.y()),
                  operands.get(f.then()),
                  operands.get(f.otherwise()),
                  to));
    }
  }

  private void add(BlockInstruction<A> instruction) {
    note(instruction.z(), true);
    instructions.add(instruction);
  }

  private record Move<A>(Copying<A> kernel, Operand<A> x, Operand<A> z)
      implements BlockInstruction<A> {
    @Override
    public void run(int from, int n) {
      kernel.copy(x.array(), x.position(from), z.array(), z.position(from), n);
    }
  }

  private record Apply<A>(Mapping<A> kernel, Mapping.Unary f, Operand<A> x, Operand<A> z)
      implements BlockInstruction<A> {
    @Override
    public void run(int from, int n) {
      kernel.unary(f, x.array(), x.position(from), z.array(), z.position(from), n);
    }
  }

  private record Combine<A>(
      Mapping<A> kernel, Mapping.Binary f, Operand<A> x, Operand<A> y, Operand<A> z)
      implements BlockInstruction<A> {
    @Override
    public void run(int from, int n) {
      kernel.binary(
          f,
          x.array(),
          x.position(from),
          y.array(),
          y.position(from),
          z.array(),
          z.position(from),
          n);
    }
  }

  private record Raise<A>(Mapping<A> kernel, Operand<A> x, double exponent, Operand<A> z)
      implements BlockInstruction<A> {
    @Override
    public void run(int from, int n) {
      kernel.power(x.array(), x.position(from), exponent, z.array(), z.position(from), n);
    }
  }

  private record Choose<A>(
      Mapping<A> kernel,
      Mapping.Relation relation,
      Operand<A> x,
      Operand<A> y,
      Operand<A> a,
      Operand<A> b,
      Operand<A> z)
      implements BlockInstruction<A> {
    @Override
    public void run(int from, int n) {
      kernel.choose(
          relation,
          x.array(),
          x.position(from),
          y.array(),
          y.position(from),
          a.array(),
          a.position(from),
          b.array(),
          b.position(from),
          z.array(),
          z.position(from),
          n);
    }
  }

  /** Repeats the elements of a smaller node; a block of whole periods is filled only once. */
  private record Spread<A>(
      Copying<A> kernel, View<A> source, Repeat repeat, int block, Operand<A> z)
      implements BlockInstruction<A> {
    @Override
    public void run(int from, int n) {
      if (from > 0 && block % repeat.period() == 0) {
        return;
      }
      int element = from / repeat.each() % repeat.count();
      int stood = from % repeat.each();
      int start = z.position(from);
      int done = 0;
      while (done < Math.min(n, repeat.period())) {
        int length =
            repeat.each() == 1
                ? Math.min(repeat.count() - element, n - done)
                : Math.min(repeat.each() - stood, n - done);
        if (repeat.each() == 1) {
          kernel.copy(source.array(), source.start() + element, z.array(), start + done, length);
          element = 0;
        } else {
          kernel.repeat(source.array(), source.start() + element, z.array(), start + done, length);
          element = (element + 1) % repeat.count();
        }
        stood = 0;
        done += length;
      }
      while (done < n) {
        int length = Math.min(done / repeat.period() * repeat.period(), n - done);
        kernel.copy(z.array(), start, z.array(), start + done, length);
        done += length;
      }
    }
  }
}
