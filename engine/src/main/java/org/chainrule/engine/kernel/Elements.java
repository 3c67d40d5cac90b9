package org.chainrule.engine.kernel;

import java.lang.classfile.CodeBuilder;

/**
 * Elements of an array for neighbouring lanes.
 *
 * @param array the local variable with the array
 * @param offset the local variable with the position of lane 0
 * @param stride the distance between the elements of neighbouring lanes
 * @param lanes which lanes
 */
record Elements(int array, int offset, int stride, Lanes lanes) {
  /**
   * Neighbouring lanes.
   *
   * @param index the local variable with a lane, or −1 for lane 0
   * @param ahead how many lanes after it the first one is
   * @param mask the local variable with the mask of those that there are, or −1 for all
   * @param before how many lanes before the first one there are certainly, if so many are missing
   *     at the end, which can be loaded in their place; else 0
   */
  record Lanes(int index, int ahead, int mask, int before) {
    static final Lanes FIRST = new Lanes(-1, 0, -1);

    Lanes {
      if (before > 0 && (mask < 0 || ahead < before)) {
        throw new IllegalArgumentException(
            "lanes from " + ahead + " on with " + before + " before them, mask " + mask);
      }
    }

    Lanes(int index, int ahead, int mask) {
      this(index, ahead, mask, 0);
    }

    /** As many, all there, the last of which is the last one that there is of these. */
    Lanes earlier() {
      return new Lanes(index, ahead - before, -1);
    }

    /** As many just before these, all there. */
    Lanes preceding(int width) {
      return new Lanes(index, ahead - width, -1);
    }

    boolean masked() {
      return mask >= 0;
    }

    void pushFirst(CodeBuilder code) {
      if (index < 0) {
        code.loadConstant(ahead);
      } else {
        code.iload(index);
        if (ahead > 0) {
          code.loadConstant(ahead).iadd();
        }
      }
    }
  }

  /** Leaves the array and the position of the first element on the stack. */
  void push(CodeBuilder code) {
    code.aload(array).iload(offset);
    if (stride == 0) {
      return;
    }
    if (lanes.index() >= 0) {
      code.iload(lanes.index());
      if (stride != 1) {
        code.loadConstant(stride).imul();
      }
      code.iadd();
    }
    if (lanes.ahead() > 0) {
      code.loadConstant(lanes.ahead() * stride).iadd();
    }
  }
}
