/** Training networks: losses, epochs, scores, early stopping, and the models that come of it. */
package org.chainrule.learn.training;
