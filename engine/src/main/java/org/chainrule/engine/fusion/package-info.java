/** Which nodes are computed together, and the nests of loops that compute them. */
package org.chainrule.engine.fusion;
