/** Networks of two inputs, read as geometry: boundaries of units, level sets and regions. */
package org.chainrule.explain.geometry;
