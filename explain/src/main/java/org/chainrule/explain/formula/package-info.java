/** Formulas as people write them: from text by way of a syntax tree to named expressions. */
package org.chainrule.explain.formula;
