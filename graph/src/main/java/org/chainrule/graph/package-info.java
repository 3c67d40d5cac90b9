/** The graph: shapes, expressions, the contract of an op, tensors and programs. */
package org.chainrule.graph;
