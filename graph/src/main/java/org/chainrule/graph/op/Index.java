package org.chainrule.graph.op;

import org.chainrule.graph.Op;

/** Access by position: rows read by number, and sums put back where elements came from. */
public sealed interface Index extends Op permits Gather, ScatterAdd, Fold {}
