package org.chainrule.explain.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a page needs to set formulas: the script and the style sheet of KaTeX, with its fonts. */
final class Katex {
  /** Where the build puts what it takes from KaTeX. */
  private static final String FOLDER = "/META-INF/katex/";

  /** The families that formulas here are set in. */
  private static final Set<String> FAMILIES =
      Set.of(
          "KaTeX_AMS",
          "KaTeX_Main",
          "KaTeX_Math",
          "KaTeX_Size1",
          "KaTeX_Size2",
          "KaTeX_Size3",
          "KaTeX_Size4");

  private static final Pattern FACE = Pattern.compile("@font-face\\{[^}]*}");
  private static final Pattern FAMILY = Pattern.compile("font-family:\"?(\\w+)\"?");
  private static final Pattern SOURCES =
      Pattern.compile("src:[^;}]*?url\\(fonts/([\\w-]+\\.woff2)\\)[^;}]*");

  private Katex() {}

  static String script() {
    return new String(bytes("katex.min.js"), StandardCharsets.UTF_8);
  }

  static String style() {
    String style = new String(bytes("katex.min.css"), StandardCharsets.UTF_8);
    return FACE.matcher(style).replaceAll(face -> Matcher.quoteReplacement(embedded(face)));
  }

  /** A font face with its font in it, or nothing for a family that is not used. */
  private static String embedded(MatchResult face) {
    Matcher family = FAMILY.matcher(face.group());
    if (!family.find() || !FAMILIES.contains(family.group(1))) {
      return "";
    }
    return SOURCES
        .matcher(face.group())
        .replaceAll(
            source ->
                "src:url(data:font/woff2;base64,"
                    + Base64.getEncoder().encodeToString(bytes("fonts/" + source.group(1)))
                    + ") format(\"woff2\")");
  }

  private static byte[] bytes(String name) {
    try (InputStream in = Katex.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing from this build");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
