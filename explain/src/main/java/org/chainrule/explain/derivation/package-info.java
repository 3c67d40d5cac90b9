/** Derivations of gradients, made of the rules that were applied and verified step by step. */
package org.chainrule.explain.derivation;
