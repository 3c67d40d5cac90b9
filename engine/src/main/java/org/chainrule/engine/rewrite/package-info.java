/**
 * Rewriting before planning: a graph becomes an equal one that needs fewer steps, fewer buffers and
 * larger products.
 */
package org.chainrule.engine.rewrite;
