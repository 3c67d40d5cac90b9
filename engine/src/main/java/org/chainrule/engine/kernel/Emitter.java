package org.chainrule.engine.kernel;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;

/**
 * Writes operations as bytecode that works on {@link #width} neighbouring lanes at once; operands
 * are on the stack in their order, the result is left there.
 */
sealed interface Emitter permits ScalarEmitter, VectorEmitter {
  /** How many lanes an operation works on. */
  int width();

  /** The kind of local variable that holds a result. */
  TypeKind kind(Step step);

  /** The kind of local variable that holds numbers. */
  TypeKind kind();

  /** Whether constants are to be held in local variables. */
  boolean keepsConstants();

  /** The same number or pattern of bits in all lanes. */
  void constant(CodeBuilder code, Step step);

  /** An operation that is neither of the above nor a load or a total. */
  void operation(CodeBuilder code, Step step);

  /**
   * One more number into a total: of a sum of products the two numbers and the total so far are on
   * the stack, else the total so far and the number.
   */
  void accumulate(CodeBuilder code, Operation operation, boolean products);

  /** One number at a time. */
  ScalarEmitter scalars();

  /** A long with a bit for each of {@link #width} neighbours in an array, 1 if it is not zero. */
  void nonzeros(CodeBuilder code, Elements elements);

  /** The elements of an array. */
  void load(CodeBuilder code, Elements elements);

  /** Stores a local variable to elements of an array. */
  void store(CodeBuilder code, Elements elements, int local);
}
