package org.chainrule.engine.contraction;

import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import jdk.incubator.vector.VectorShape;
import org.chainrule.engine.Precision;

/** Numbers of a precision in vectors of a width, as generated code names them. */
record Lanes(Precision precision, int bits) {
  static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
  static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
  static final ClassDesc MASK = ClassDesc.of("jdk.incubator.vector.VectorMask");

  /** As wide as the processor likes best. */
  static Lanes preferred(Precision precision) {
    return new Lanes(precision, VectorShape.preferredShape().vectorBitSize());
  }

  /** How many numbers a vector holds. */
  int count() {
    return bits
        / switch (precision) {
          case FLOAT32 -> Float.SIZE;
          case FLOAT64 -> Double.SIZE;
        };
  }

  /** The rows of the highest tile of two vectors' width whose sums fit the registers. */
  int tallest() {
    // Processors with vectors of 512 bits have 32 registers, others may have 16.
    return bits >= 512 ? 12 : 6;
  }

  /** How far apart packed columns of A lie: as many numbers as the highest tile has, and more. */
  int side() {
    return Math.ceilDiv(tallest(), count()) * count();
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

  /** The constant of the vector's class that says how wide it is. */
  String species() {
    return "SPECIES_" + bits;
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
}
