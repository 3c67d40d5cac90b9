/** The ops, one record a file, in seven sealed families. */
package org.chainrule.graph.op;
