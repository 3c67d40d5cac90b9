package org.chainrule.engine.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.engine.Precision;

/**
 * Straight code that is being written: each method adds a step, unless the same step is there, and
 * returns its place.
 */
final class Steps {
  private final Precision precision;
  private final List<Step> steps = new ArrayList<>();
  private final Map<Step, Integer> places = new HashMap<>();

  Steps(Precision precision) {
    this.precision = precision;
  }

  Precision precision() {
    return precision;
  }

  Step get(int place) {
    return steps.get(place);
  }

  int size() {
    return steps.size();
  }

  private int step(Operation operation, long detail, Integer... operands) {
    return places.computeIfAbsent(
        new Step(operation, List.of(operands), detail),
        step -> {
          steps.add(step);
          return steps.size() - 1;
        });
  }

  int load(int operand) {
    return step(Operation.LOAD, operand);
  }

  int number(double value) {
    double rounded = precision == Precision.FLOAT32 ? (float) value : value;
    return step(Operation.NUMBER, Double.doubleToRawLongBits(rounded));
  }

  int word(long bits) {
    return step(Operation.WORD, precision == Precision.FLOAT32 ? (int) bits : bits);
  }

  /** The bits of a number in this precision. */
  long bitsOf(double number) {
    return precision == Precision.FLOAT32
        ? Float.floatToRawIntBits((float) number)
        : Double.doubleToRawLongBits(number);
  }

  int total(Term.Reduction reduction, int x) {
    Operation operation =
        switch (reduction) {
          case SUM -> Operation.SUM;
          case MAX -> Operation.MAX;
          case MIN -> Operation.MIN;
        };
    return step(operation, 0, x);
  }

  int sumOfProducts(int x, int y) {
    return step(Operation.SUM, 0, x, y);
  }

  int add(int x, int y) {
    return step(Operation.ADD, 0, x, y);
  }

  int subtract(int x, int y) {
    return step(Operation.SUBTRACT, 0, x, y);
  }

  int multiply(int x, int y) {
    return step(Operation.MULTIPLY, 0, x, y);
  }

  int divide(int x, int y) {
    return step(Operation.DIVIDE, 0, x, y);
  }

  int multiplyAdd(int x, int y, int z) {
    return step(Operation.MULTIPLY_ADD, 0, x, y, z);
  }

  int negate(int x) {
    return step(Operation.NEGATE, 0, x);
  }

  int absolute(int x) {
    return step(Operation.ABSOLUTE, 0, x);
  }

  int sqrt(int x) {
    return step(Operation.SQRT, 0, x);
  }

  int ifLess(int x, int y, int then, int otherwise) {
    return step(Operation.IF_LESS, 0, otherwise, then, x, y);
  }

  int ifEqual(int x, int y, int then, int otherwise) {
    return step(Operation.IF_EQUAL, 0, otherwise, then, x, y);
  }

  int toBits(int x) {
    return step(Operation.TO_BITS, 0, x);
  }

  int fromBits(int x) {
    return step(Operation.FROM_BITS, 0, x);
  }

  int addBits(int x, int y) {
    return step(Operation.ADD_BITS, 0, x, y);
  }

  int subtractBits(int x, int y) {
    return step(Operation.SUBTRACT_BITS, 0, x, y);
  }

  int and(int x, int y) {
    return step(Operation.AND, 0, x, y);
  }

  int or(int x, int y) {
    return step(Operation.OR, 0, x, y);
  }

  int shiftUp(int x, int distance) {
    return step(Operation.SHIFT_UP, distance, x);
  }

  int shiftDown(int x, int distance) {
    return step(Operation.SHIFT_DOWN, distance, x);
  }

  int sin(int x) {
    return step(Operation.SIN, 0, x);
  }

  int cos(int x) {
    return step(Operation.COS, 0, x);
  }

  int power(int x, double exponent) {
    return step(Operation.POWER, Double.doubleToRawLongBits(exponent), x);
  }

  /** Σ cₖ xᵏ, the coefficient of the highest power first. */
  int polynomial(int x, List<Double> coefficients) {
    int sum = number(coefficients.getFirst());
    for (double coefficient : coefficients.subList(1, coefficients.size())) {
      sum = multiplyAdd(sum, x, number(coefficient));
    }
    return sum;
  }
}
