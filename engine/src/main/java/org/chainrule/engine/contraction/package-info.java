/**
 * Large products of matrices, in batches: blocks that fit the caches, panels, and register tiles
 * generated for the processor's vectors.
 */
package org.chainrule.engine.contraction;
