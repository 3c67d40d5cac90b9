/** Lines over two axes. */
package org.chainrule.drawing.plot;
