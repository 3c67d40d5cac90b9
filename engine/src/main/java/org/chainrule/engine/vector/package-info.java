/** The loops over arrays, once for each precision; everything that uses the Vector API is here. */
package org.chainrule.engine.vector;
