/** Texts as numbers: words, vocabularies, and which words moved a decision. */
package org.chainrule.learn.text;
