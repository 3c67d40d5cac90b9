/** Output sizes and parameter counts of layers, with their arithmetic. */
package org.chainrule.explain.layer;
