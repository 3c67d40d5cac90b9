/** Networks of layers: their parameters, initial values and graphs. */
package org.chainrule.learn.network;
