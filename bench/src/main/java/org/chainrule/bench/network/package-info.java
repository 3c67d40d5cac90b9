/** The networks that are trained for timing, as graphs. */
package org.chainrule.bench.network;
