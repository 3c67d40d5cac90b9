package org.chainrule.cli;

import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Digits;

/** The data sets that come with the program. */
enum BuiltInData {
  /** UCI's optical digits. */
  DIGITS("handwritten digits (UCI, CC BY 4.0)");

  private final String description;

  BuiltInData(String description) {
    this.description = description;
  }

  String description() {
    return description;
  }

  Dataset load() {
    return switch (this) {
      case DIGITS -> Digits.load();
    };
  }
}
