/** Examples drawn from a seed, easy to learn, so that a training that computes nonsense is seen. */
package org.chainrule.bench.data;
