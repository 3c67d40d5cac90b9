package org.chainrule.engine.contraction;

/** How a tile steps along the inner axis of an operand. */
enum Access {
  /** To where a table says. */
  TABLE,
  /** By one number. */
  LINE,
  /** Through a panel, by as much as a full tile's side, in whole vectors, is long. */
  PACKED
}
