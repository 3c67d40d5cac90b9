package org.chainrule.engine.plan;

/**
 * A part of a region as the value of a node, row-major.
 *
 * @param region where it lies
 * @param offset its first position in the region
 */
record View<A>(Region<A> region, int offset) {
  static <A> View<A> of(Region<A> region) {
    return new View<>(region, 0);
  }

  A array() {
    return region.array();
  }

  int start() {
    return region.start() + offset;
  }
}
