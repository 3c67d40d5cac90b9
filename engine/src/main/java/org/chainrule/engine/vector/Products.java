package org.chainrule.engine.vector;

/** The ways to compute a product of matrices, and which of them suits a shape. */
final class Products {
  /** Products of so few numbers are not worth any preparation. */
  private static final int SMALL = 1024;

  /** From here on a row meets a column in parts side by side. */
  private static final int LONG = 128;

  /** With fewer rows, only columns that lie side by side are worth tiles. */
  private static final int FEW_ROWS = 4;

  private Products() {}

  /** The best way for a product, by its shape. */
  static <A> Multiplying.Prepared<A> prepare(Tiles<A> tiles, Panels<A> panels, Product given) {
    boolean turn =
        given.columns() == 1
            || (given.rows() > 1 && given.columnC().step() != 1 && given.rowC().step() == 1);
    Product product = turn ? given.transposed() : given;
    Multiplying.Prepared<A> prepared = prepareTurned(tiles, panels, product);
    return turn ? new Turned<>(prepared) : prepared;
  }

  private static <A> Multiplying.Prepared<A> prepareTurned(
      Tiles<A> tiles, Panels<A> panels, Product product) {
    long size = (long) product.rows() * product.columns() * product.inner();
    boolean lines = product.columnB().step() == 1 && product.columnC().step() == 1;
    if (product.inner() == 1 && lines) {
      return new Outer<>(panels, product);
    }
    if (size > SMALL && (product.rows() >= FEW_ROWS || lines)) {
      return new TiledProduct<>(tiles, panels, product);
    }
    boolean alongRows = product.innerA().step() == 1 && product.innerB().step() == 1;
    return product.inner() >= LONG && alongRows
        ? new Dots<>(panels, product)
        : new Plain<>(panels, product);
  }

  private record Turned<A>(Multiplying.Prepared<A> product) implements Multiplying.Prepared<A> {
    @Override
    public int workspace() {
      return product.workspace();
    }

    @Override
    public void run(A a, int ao, A b, int bo, A c, int co, A work, int wo) {
      product.run(b, bo, a, ao, c, co, work, wo);
    }
  }

  private record Plain<A>(Panels<A> panels, Product product) implements Multiplying.Prepared<A> {
    @Override
    public int workspace() {
      return 0;
    }

    @Override
    public void run(A a, int ao, A b, int bo, A c, int co, A work, int wo) {
      for (int batch = 0; batch < product.batches(); batch++) {
        panels.plain(
            product,
            a,
            ao + product.batchA().at()[batch],
            b,
            bo + product.batchB().at()[batch],
            c,
            co + product.batchC().at()[batch]);
      }
    }
  }

  private record Outer<A>(Panels<A> panels, Product product) implements Multiplying.Prepared<A> {
    @Override
    public int workspace() {
      return 0;
    }

    @Override
    public void run(A a, int ao, A b, int bo, A c, int co, A work, int wo) {
      for (int batch = 0; batch < product.batches(); batch++) {
        panels.outer(
            a,
            ao + product.batchA().at()[batch],
            product.rowA(),
            b,
            bo + product.batchB().at()[batch],
            c,
            co + product.batchC().at()[batch],
            product.rowC(),
            product.columns());
      }
    }
  }

  private record Dots<A>(Panels<A> panels, Product product) implements Multiplying.Prepared<A> {
    @Override
    public int workspace() {
      return 0;
    }

    @Override
    public void run(A a, int ao, A b, int bo, A c, int co, A work, int wo) {
      for (int batch = 0; batch < product.batches(); batch++) {
        for (int i = 0; i < product.rows(); i++) {
          int row = ao + product.batchA().at()[batch] + product.rowA().at()[i];
          int to = co + product.batchC().at()[batch] + product.rowC().at()[i];
          for (int j = 0; j < product.columns(); j++) {
            int column = bo + product.batchB().at()[batch] + product.columnB().at()[j];
            panels.dot(a, row, b, column, product.inner(), c, to + product.columnC().at()[j]);
          }
        }
      }
    }
  }
}
