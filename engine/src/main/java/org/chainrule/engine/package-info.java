/** The machine that trains: plans of vector kernels over memory laid out in advance. */
package org.chainrule.engine;
