/** Many small networks with different settings, trained together and compared. */
package org.chainrule.bench.grid;
