/** Tests of judging claims. */
package org.chainrule.explain.check;
