/** The verbs that show the work. */
package org.chainrule.cli.explain;
