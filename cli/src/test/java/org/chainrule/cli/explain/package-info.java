@org.jspecify.annotations.NullMarked
package org.chainrule.cli.explain;
