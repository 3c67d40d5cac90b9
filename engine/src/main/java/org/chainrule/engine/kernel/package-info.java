/**
 * Loops over arrays, compiled when a plan needs them: what they compute is data, a nest of terms.
 */
package org.chainrule.engine.kernel;
