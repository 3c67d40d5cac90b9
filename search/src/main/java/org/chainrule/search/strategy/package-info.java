/** Which settings are tried next. */
package org.chainrule.search.strategy;
