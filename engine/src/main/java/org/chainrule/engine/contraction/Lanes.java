package org.chainrule.engine.contraction;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import org.chainrule.engine.Precision;
import org.chainrule.engine.kernel.VectorBits;

/** Numbers of a precision in vectors of a width, as generated code names them. */
record Lanes(Precision precision, int bits) {
  static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
  static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
  static final ClassDesc MASK = ClassDesc.of("jdk.incubator.vector.VectorMask");

  /** As wide as the processor likes best. */
  static Lanes preferred(Precision precision) {
    return new Lanes(precision, VectorBits.PREFERRED);
  }

  /** How many numbers a vector holds. */
  int count() {
    return bits
        / switch (precision) {
          case FLOAT32 -> Float.SIZE;
          case FLOAT64 -> Double.SIZE;
        };
  }

  /** Whether there are 32 registers for vectors, as where they have 512 bits; else maybe 16. */
  boolean spacious() {
    return bits >= 512;
  }

  /** The rows of the highest tile of two vectors' width whose sums fit the registers. */
  int tallest() {
    // Of 6 rows compilers move sums to memory and back, as they load more ahead than there is room
    // for.
    return spacious() ? 12 : 5;
  }

  /** The vectors of the widest tile of one row: not so many that compilers run out of registers. */
  int widest() {
    return spacious() ? 16 : 8;
  }

  TypeKind kind() {
    return switch (precision) {
      case FLOAT32 -> TypeKind.FLOAT;
      case FLOAT64 -> TypeKind.DOUBLE;
    };
  }

  ClassDesc number() {
    return kind().upperBound();
  }

  ClassDesc array() {
    return number().arrayType();
  }

  ClassDesc vector() {
    return switch (precision) {
      case FLOAT32 -> ClassDesc.of("jdk.incubator.vector.FloatVector");
      case FLOAT64 -> ClassDesc.of("jdk.incubator.vector.DoubleVector");
    };
  }

  /** An array of zeros. */
  Object numbers(int size) {
    return switch (precision) {
      case FLOAT32 -> new float[size];
      case FLOAT64 -> new double[size];
    };
  }

  /** The class with the scalar functions. */
  static ClassDesc math() {
    return ClassDesc.of(Math.class.getName());
  }

  static ClassDesc object() {
    return ConstantDescs.CD_Object;
  }

  /** Takes an array out of a parameter of any type, to a new variable. */
  int array(CodeBuilder code, int parameter) {
    int local = code.allocateLocal(TypeKind.REFERENCE);
    code.aload(parameter).checkcast(array()).astore(local);
    return local;
  }

  /** A new variable for the whole number on the stack. */
  static int integer(CodeBuilder code) {
    int local = code.allocateLocal(TypeKind.INT);
    code.istore(local);
    return local;
  }

  /** The kind of vectors, to the stack. */
  void species(CodeBuilder code) {
    code.getstatic(vector(), "SPECIES_" + bits, SPECIES);
  }

  /** A vector for the species, the array and the position on the stack, and perhaps the mask. */
  void load(CodeBuilder code, boolean masked) {
    MethodTypeDesc type = MethodTypeDesc.of(vector(), SPECIES, array(), CD_int);
    code.invokestatic(vector(), "fromArray", masked ? type.insertParameterTypes(3, MASK) : type);
  }

  /** Stores a vector, the array and the position being on the stack, and perhaps the mask. */
  void store(CodeBuilder code, boolean masked) {
    MethodTypeDesc type = MethodTypeDesc.of(CD_void, array(), CD_int);
    code.invokevirtual(vector(), "intoArray", masked ? type.insertParameterTypes(2, MASK) : type);
  }
}
