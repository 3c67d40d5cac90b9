/**
 * Data: what a model reads, what it should say, and where both come from.
 *
 * <p>A {@link org.chainrule.learn.data.Dataset} comes from delimited text ({@link
 * org.chainrule.learn.data.DelimitedText}), IDX files ({@link org.chainrule.learn.data.Idx}) or
 * this library ({@link org.chainrule.learn.data.Digits}), and is divided by {@link
 * org.chainrule.learn.data.Split}. Whatever is wrong with a file is told by a {@link
 * org.chainrule.learn.data.DataException}; files are written by {@link
 * org.chainrule.learn.data.AtomicFile}.
 */
package org.chainrule.learn.data;
