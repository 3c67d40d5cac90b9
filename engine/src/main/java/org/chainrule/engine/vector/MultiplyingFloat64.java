package org.chainrule.engine.vector;

/** {@link Multiplying} of IEEE 754 binary64 numbers. */
final class MultiplyingFloat64 implements Multiplying<double[]> {
  private final Tiles<double[]> tiles = new TilesFloat64();
  private final Panels<double[]> panels = new PanelsFloat64();

  @Override
  public Prepared<double[]> prepare(Product product) {
    return Products.prepare(tiles, panels, product);
  }
}
