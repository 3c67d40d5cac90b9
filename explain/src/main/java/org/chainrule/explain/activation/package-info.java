/** Activations: their slopes, their ranges, and what is left of a gradient behind many of them. */
package org.chainrule.explain.activation;
