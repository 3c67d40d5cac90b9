/** A search for the best settings: its trials, how they are judged and kept. */
package org.chainrule.search;
