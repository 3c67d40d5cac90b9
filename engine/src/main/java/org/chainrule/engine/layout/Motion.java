package org.chainrule.engine.layout;

/**
 * How a value moves with time.
 *
 * @param clock whose time
 * @param stride how far it moves
 * @param alternating whether it moves there and back, in every other step; else so far in each
 */
public record Motion(Clock clock, int stride, boolean alternating) {}
