/** From a program to instructions: fusion, schedule and memory, the same for both precisions. */
package org.chainrule.engine.plan;
