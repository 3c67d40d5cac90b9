package org.chainrule.bench;

/** What a figure counts. */
public enum Unit {
  /** Examples a second; more is better. */
  EXAMPLES_PER_SECOND("examples/s"),
  /** Images a second; more is better. */
  IMAGES_PER_SECOND("images/s"),
  /** Sequences a second; more is better. */
  SEQUENCES_PER_SECOND("sequences/s"),
  /** Millionths of a second for an example; less is better. */
  MICROSECONDS("µs"),
  /** Seconds for the whole; less is better. */
  SECONDS("s");

  private final String symbol;

  Unit(String symbol) {
    this.symbol = symbol;
  }

  /** The unit as it is written. */
  public String symbol() {
    return symbol;
  }

  /** The seconds that one example took, for one of these figures. */
  double secondsAnExample(double figure) {
    return switch (this) {
      case EXAMPLES_PER_SECOND, IMAGES_PER_SECOND, SEQUENCES_PER_SECOND -> 1 / figure;
      case MICROSECONDS -> figure / 1e6;
      case SECONDS -> figure;
    };
  }

  /** The figure for something that takes so many seconds for so many examples. */
  double figure(double seconds, int examples) {
    return switch (this) {
      case EXAMPLES_PER_SECOND, IMAGES_PER_SECOND, SEQUENCES_PER_SECOND -> examples / seconds;
      case MICROSECONDS -> 1e6 * seconds / examples;
      case SECONDS -> seconds;
    };
  }
}
