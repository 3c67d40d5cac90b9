/** The networks that are trained for timing. */
package org.chainrule.bench.network;
