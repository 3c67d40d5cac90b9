/** Studies as data: which settings of a training are varied, and what the question is. */
package org.chainrule.cli.study;
