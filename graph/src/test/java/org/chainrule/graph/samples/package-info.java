/**
 * Nodes of every op with values for their inputs, for tests of whatever reads graphs.
 *
 * <p>They lie in this module's test jar.
 */
package org.chainrule.graph.samples;
