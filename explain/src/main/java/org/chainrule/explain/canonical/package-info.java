/** Canonical forms: equal polynomials are equal formulas. */
package org.chainrule.explain.canonical;
