/** Ways of writing formulas, and what is written. */
package org.chainrule.explain.writing;
