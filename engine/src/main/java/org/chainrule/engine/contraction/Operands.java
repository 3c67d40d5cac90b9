package org.chainrule.engine.contraction;

/** The arrays of a run, and where the tensors begin in them; set anew for each, so none is made. */
final class Operands {
  Object a = this;
  Object b = this;
  Object c = this;
  Object work = this;
  int ao;
  int bo;
  int co;
  int wo;
}
