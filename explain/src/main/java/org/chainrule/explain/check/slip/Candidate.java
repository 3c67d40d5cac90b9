package org.chainrule.explain.check.slip;

import org.chainrule.explain.check.slip.Slip.Kind;
import org.chainrule.graph.Expr;

/**
 * An answer with one edit.
 *
 * @param kind what kind of mistake the edit is
 * @param detail where it is
 * @param formula the edited answer
 */
record Candidate(Kind kind, String detail, Expr formula) {}
