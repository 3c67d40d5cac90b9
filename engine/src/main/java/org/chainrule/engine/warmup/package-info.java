/** Vector code is run on numbers of its own until the JVM has compiled it. */
@NullMarked
package org.chainrule.engine.warmup;

import org.jspecify.annotations.NullMarked;
