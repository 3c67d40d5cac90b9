package org.chainrule.engine.contraction;

import org.chainrule.engine.kernel.Mode;
import org.chainrule.engine.thread.Task;
import org.chainrule.engine.thread.Workers;

/** An arrangement of a product, shared out to a number of threads. */
final class Way {
  private final Arrangement by;
  private final Operands operands = new Operands();
  private final Part[] parts;
  private final int[] places;
  private final int workspace;
  private final Task task = this::part;

  Way(Arrangement by, int threads, Mode mode) {
    this.by = by;
    parts = new Part[threads];
    places = new int[threads];
    int size = 0;
    for (int thread = 0; thread < threads; thread++) {
      parts[thread] = new Part(by, Share.of(by, thread, threads), operands, mode);
      places[thread] = size;
      size += parts[thread].workspace();
    }
    workspace = size;
  }

  /** How many numbers of working memory it needs, for all threads together. */
  int workspace() {
    return workspace;
  }

  /** Whether all of its tiles are of vectors by now; if not, they may be asked for. */
  boolean ready(boolean ask) {
    boolean ready = true;
    for (Part part : parts) {
      ready &= part.ready(ask);
    }
    return ready;
  }

  /** Computes the product; see {@link Contraction#run}. */
  void run(
      Object a, int ao, Object b, int bo, Object c, int co, Object work, int wo, Workers workers) {
    operands.a = by.turned ? b : a;
    operands.ao = by.turned ? bo : ao;
    operands.b = by.turned ? a : b;
    operands.bo = by.turned ? ao : bo;
    operands.c = c;
    operands.co = co;
    operands.work = work;
    operands.wo = wo;
    if (parts.length == 1) {
      parts[0].run(wo);
    } else {
      workers.run(task);
    }
  }

  private void part(int thread, int threads) {
    for (int part = thread; part < parts.length; part += threads) {
      parts[part].run(operands.wo + places[part]);
    }
  }
}
