/** From a program to instructions over memory that is laid out once, and their running. */
package org.chainrule.engine.plan;
