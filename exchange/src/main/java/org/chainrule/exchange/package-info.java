/** Files that other programs write and read too. */
package org.chainrule.exchange;
