/** HTML and SVG that cannot be ill-formed. */
package org.chainrule.drawing.markup;
