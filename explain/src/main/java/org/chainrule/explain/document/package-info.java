/** A page as data, and its forms: text for a terminal, Markdown, LaTeX and HTML. */
package org.chainrule.explain.document;
