/** Random numbers that are the same for a seed on every platform and every run. */
package org.chainrule.learn.random;
