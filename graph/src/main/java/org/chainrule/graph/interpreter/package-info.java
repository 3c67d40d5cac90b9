/** The reference: every op computed in float64 in the most obvious way. */
package org.chainrule.graph.interpreter;
