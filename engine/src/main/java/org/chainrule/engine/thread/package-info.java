/** Threads that share the work of a step: between regions they spin for a moment, then sleep. */
package org.chainrule.engine.thread;
