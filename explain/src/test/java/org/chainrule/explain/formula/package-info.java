@org.jspecify.annotations.NullMarked
package org.chainrule.explain.formula;
