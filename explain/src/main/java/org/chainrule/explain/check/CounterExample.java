package org.chainrule.explain.check;

import java.util.SequencedMap;
import org.chainrule.graph.Tensor;

/**
 * A point at which a claim and the truth differ for certain.
 *
 * @param point the values of the variables, by name
 * @param element which element of the answer, counted from 1: {@code [1, 2]}; empty for a number
 * @param claimed the claim's value there
 * @param expected the true value
 * @param difference by how much the claim's value is larger, which may be less than the digits of
 *     both values tell
 */
public record CounterExample(
    SequencedMap<String, Tensor> point,
    String element,
    double claimed,
    double expected,
    double difference) {
  /** With the difference of the two values. */
  CounterExample(
      SequencedMap<String, Tensor> point, String element, double claimed, double expected) {
    this(point, element, claimed, expected, claimed - expected);
  }
}
