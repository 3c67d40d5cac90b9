/** Drawings as data, and their two forms: SVG and PNG. */
package org.chainrule.drawing;
