package org.chainrule.explain.check.slip;

import java.util.function.Supplier;
import org.chainrule.explain.check.slip.Slip.Kind;
import org.chainrule.graph.Expr;

/**
 * An edit of an answer: another node in the place of one of its nodes.
 *
 * @param kind what kind of mistake the edit is
 * @param detail where it is, in writing
 * @param node the node
 * @param other the node in its place
 */
record Candidate(Kind kind, Supplier<String> detail, Expr node, Expr other) {}
