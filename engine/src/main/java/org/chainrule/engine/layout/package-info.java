/** Where values lie in memory: buffers, views of them, and their places in one array. */
package org.chainrule.engine.layout;
