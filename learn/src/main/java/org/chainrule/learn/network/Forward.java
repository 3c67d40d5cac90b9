package org.chainrule.learn.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;

/**
 * A forward pass of a batch through a network.
 *
 * @param output what the last layer gives
 * @param outputs what every layer gives, first to last
 * @param updates the values that a step of training gives to variables that no gradient changes,
 *     such as the running statistics of {@link BatchNorm}; none outside of training
 */
public record Forward(Expr output, List<Expr> outputs, Map<Expr, Expr> updates) {
  public Forward {
    outputs = List.copyOf(outputs);
    updates = Collections.unmodifiableMap(new LinkedHashMap<>(updates));
  }
}
