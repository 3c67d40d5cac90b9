package org.chainrule.drawing;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * The colours of all charts, on light and on dark paper.
 *
 * <p>Blue and vermilion stay apart for the colour-blind (M. Okabe and K. Ito, Color Universal
 * Design, 2008); the vermilion is darker than theirs so that white can be read on it.
 */
public enum Ink {
  /** What is drawn on. */
  PAPER(0xFFFFFF, 0x14171C),
  /** Words and axes. */
  TEXT(0x1B1F24, 0xE7EAEE),
  /** Words beside the point. */
  MUTED(0x59636E, 0x9DA7B3),
  /** Lines that guide the eye. */
  GRID(0xE1E5EA, 0x30363D),
  /** Training; right; positive. */
  BLUE(0x0072B2, 0x3B8FC7),
  /** Validation; wrong; negative. */
  VERMILION(0xC65102, 0xD9702E),
  /** The third of several lines; the hues of these four are Okabe's and Ito's, too. */
  GREEN(0x007A59, 0x2BA883),
  /** The fourth. */
  PURPLE(0xA8527F, 0xCC79A7),
  /** The fifth. */
  SKY(0x3A8FBF, 0x56B4E9),
  /** The sixth. */
  YELLOW(0x9A7D00, 0xD6B82F);

  private final int light;
  private final int dark;

  Ink(int light, int dark) {
    this.light = light;
    this.dark = dark;
  }

  /** Red, green and blue on light paper. */
  int light() {
    return light;
  }

  /** The name of the class that fills in this colour. */
  String fill() {
    return "fill-" + lowerCase();
  }

  /** The name of the class that draws lines in this colour. */
  String line() {
    return "line-" + lowerCase();
  }

  private String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The style sheet of the colours; dark where the reader's screen is. */
  public static String styles() {
    String classes =
        Arrays.stream(values())
            .map(
                ink ->
                    String.format(
                        Locale.ROOT,
                        ".%2$s{fill:var(--%1$s)}.%3$s{stroke:var(--%1$s);fill:none}",
                        ink.lowerCase(),
                        ink.fill(),
                        ink.line()))
            .collect(Collectors.joining("\n"));
    return String.format(
        Locale.ROOT,
        """
        :root{color-scheme:light dark;%s}
        @media screen and (prefers-color-scheme:dark){:root{%s}}
        %s
        """,
        variables(ink -> ink.light),
        variables(ink -> ink.dark),
        classes);
  }

  private static String variables(ToIntFunction<Ink> colour) {
    return Arrays.stream(values())
        .map(
            ink ->
                String.format(Locale.ROOT, "--%s:#%06x", ink.lowerCase(), colour.applyAsInt(ink)))
        .collect(Collectors.joining(";"));
  }
}
