package org.chainrule.engine.contraction;

/** The part of a product that one thread computes. */
record Share(int batchFrom, int batchTo, int rowFrom, int rowTo, int panelFrom, int panelTo) {

  /** Rows are shared out in such groups. */
  private static final int ROWS = 4;

  /** The share of one thread of several. */
  static Share of(Arrangement by, int thread, int threads) {
    Product product = by.product;
    int batches = product.batches();
    int groups = Math.ceilDiv(product.rows(), ROWS);
    int panels = by.panelCount();
    if (batches >= 4 * threads || (batches > 1 && batches % threads == 0)) {
      return new Share(
          part(batches, thread, threads),
          part(batches, thread + 1, threads),
          0,
          product.rows(),
          0,
          panels);
    }
    double unevenRows = uneven(groups, threads) * (by.packB ? 1.05 : 1);
    double unevenPanels = uneven(panels, threads) * (by.packA ? 1.05 : 1);
    if (unevenRows < unevenPanels) {
      return new Share(
          0,
          batches,
          Math.min(product.rows(), ROWS * part(groups, thread, threads)),
          Math.min(product.rows(), ROWS * part(groups, thread + 1, threads)),
          0,
          panels);
    }
    return new Share(
        0,
        batches,
        0,
        product.rows(),
        part(panels, thread, threads),
        part(panels, thread + 1, threads));
  }

  private static int part(int count, int thread, int threads) {
    return (int) ((long) count * thread / threads);
  }

  /** By how much the largest part is larger than an equal one. */
  private static double uneven(int count, int threads) {
    return (double) Math.ceilDiv(count, threads) * threads / Math.max(1, count);
  }

  int rows() {
    return rowTo - rowFrom;
  }

  int panels() {
    return panelTo - panelFrom;
  }

  boolean empty() {
    return batchFrom == batchTo || rowFrom == rowTo || panelFrom == panelTo;
  }
}
