package org.chainrule.drawing;

/**
 * A colour laid on thickly or thinly.
 *
 * @param ink the colour
 * @param opacity from 0, which cannot be seen, to 1
 */
public record Paint(Ink ink, double opacity) {
  /** Refuses what is not an opacity, NaN too. */
  public Paint {
    if (!(opacity >= 0 && opacity <= 1)) {
      throw new IllegalArgumentException("an opacity of " + opacity + " is not from 0 to 1");
    }
  }

  /** The colour laid on thickly. */
  public static Paint of(Ink ink) {
    return new Paint(ink, 1);
  }
}
