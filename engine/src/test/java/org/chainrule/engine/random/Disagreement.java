package org.chainrule.engine.random;

/**
 * Where a machine is wrong.
 *
 * @param contestant the machine
 * @param description the place and both values
 */
public record Disagreement(Contestant contestant, String description) {}
