package org.chainrule.learn.training;

/**
 * What came of trying a model on examples.
 *
 * @param score how well it did
 * @param predictions what it said of them
 */
public record Judgement(Score score, Predictions predictions) {}
