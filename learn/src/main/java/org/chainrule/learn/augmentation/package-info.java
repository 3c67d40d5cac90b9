/** Training examples altered at random, so that a model learns what does not matter. */
package org.chainrule.learn.augmentation;
