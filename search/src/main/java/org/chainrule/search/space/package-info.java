/** Which settings there are to try. */
package org.chainrule.search.space;
