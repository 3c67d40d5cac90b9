package org.chainrule.learn.training;

/**
 * How well a model does on some examples.
 *
 * @param loss the mean loss
 * @param accuracy the share of examples that it gets right, from 0 to 1
 */
public record Score(double loss, double accuracy) {}
