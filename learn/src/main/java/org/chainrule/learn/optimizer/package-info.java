/** Optimisers: rules that turn gradients into new parameters, as graphs. */
package org.chainrule.learn.optimizer;
