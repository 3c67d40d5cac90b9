/** Numbers other than float64 that graphs are evaluated over. */
package org.chainrule.explain.number;
