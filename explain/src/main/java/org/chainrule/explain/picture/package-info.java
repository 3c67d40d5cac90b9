/** Graphs as pictures. */
package org.chainrule.explain.picture;
