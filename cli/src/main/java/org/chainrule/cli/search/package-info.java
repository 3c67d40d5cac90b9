/** The command that chooses settings. */
package org.chainrule.cli.search;
