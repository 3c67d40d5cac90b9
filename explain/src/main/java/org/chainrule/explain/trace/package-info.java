/** Every intermediate value of a program: forward, backward, and after an update. */
package org.chainrule.explain.trace;
