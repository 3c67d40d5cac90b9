/** Worked systems, built and differentiated as a user would. */
@NullUnmarked // A gradient has an entry for whatever was asked for.
package org.chainrule.calculus.systems;

import org.jspecify.annotations.NullUnmarked;
