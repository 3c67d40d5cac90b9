package org.chainrule.engine.vector;

/** {@link Multiplying} of IEEE 754 binary32 numbers. */
final class MultiplyingFloat32 implements Multiplying<float[]> {
  private final Tiles<float[]> tiles = new TilesFloat32();
  private final Panels<float[]> panels = new PanelsFloat32();

  @Override
  public Prepared<float[]> prepare(Product product) {
    return Products.prepare(tiles, panels, product);
  }
}
