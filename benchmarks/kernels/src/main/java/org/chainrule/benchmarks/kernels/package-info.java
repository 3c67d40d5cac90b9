/** Single kernels, timed by JMH. */
package org.chainrule.benchmarks.kernels;
