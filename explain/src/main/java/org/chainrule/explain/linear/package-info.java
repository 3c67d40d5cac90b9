/** Systems of linear relations in exact numbers: a solution, or the proof that there is none. */
package org.chainrule.explain.linear;
