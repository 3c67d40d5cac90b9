/** Finding the one mistake that explains a wrong answer. */
package org.chainrule.explain.check.slip;
