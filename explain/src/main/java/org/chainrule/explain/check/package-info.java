/**
 * Judging a person's answer: right, wrong, or cannot tell, never a guess.
 *
 * <p>Limits. The value of a variable is tried at random points: answers that differ in single
 * points only, such as the derivative that is chosen at a kink, count as equal, and so do answers
 * that differ in a region which no try falls into and no condition in either formula points at.
 * Sizes are those of the question: a formula that is right for them could be wrong for others. A
 * claim with rounded numbers in it is held to the digits of float64 where it has more than twelve
 * of them, and to exactly what it says where it has fewer. A slip is named only if one edit of the
 * true answer, or of the claim, explains it; two slips at once are "wrong" without a name.
 */
package org.chainrule.explain.check;
