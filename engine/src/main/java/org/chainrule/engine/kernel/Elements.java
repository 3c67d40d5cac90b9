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
   */
  record Lanes(int index, int ahead, int mask) {
    static final Lanes FIRST = new Lanes(-1, 0, -1);

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
