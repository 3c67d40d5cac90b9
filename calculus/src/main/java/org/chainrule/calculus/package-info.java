/** Derivatives as graphs, batching, and rewriting by named rules. */
package org.chainrule.calculus;
