package org.chainrule.learn.network;

import java.util.List;

/** Layers as text that can't be understood, or don't fit together; the message says why. */
public final class LayerException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int column;
  private final String word;
  private final transient List<String> known;

  LayerException(int column, String word, List<String> known, String message) {
    super(message);
    this.column = column;
    this.word = word;
    this.known = known;
  }

  /** Where in the text, counted from 1. */
  public int column() {
    return column;
  }

  /** The word that was not understood. */
  public String word() {
    return word;
  }

  /** Words that would have been understood there; none if that is not the matter. */
  public List<String> known() {
    return known;
  }
}
