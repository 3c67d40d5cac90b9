/** Workloads by name, how they are timed, and what the figures mean. */
package org.chainrule.bench;
