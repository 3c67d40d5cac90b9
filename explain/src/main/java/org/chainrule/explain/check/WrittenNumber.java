package org.chainrule.explain.check;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number in digits, as people write one: {@code 0.25}, {@code 25%}, {@code 5.18·10²¹}, {@code
 * 5.18 \times 10^{21}}, {@code ≈ −0.667} or {@code f = −0.667}.
 */
final class WrittenNumber {
  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺";
  private static final String RAISED_MEANS = "0123456789-+";
  private static final Pattern LABEL =
      Pattern.compile("(?:[\\p{L}∂∇\\\\][^=≈<>!]*)?[=≈]\\s*([^=≈]+)");
  private static final String SPACE = "(?:\\s|\\\\,)*";
  private static final Pattern POWER_OF_TEN =
      Pattern.compile(
          "([-+]?(?:\\d+\\.?\\d*|\\.\\d+))"
              + SPACE
              + "(?:[·⋅∙•×*]|\\\\cdot|\\\\times)"
              + SPACE
              + "10(?:(?:\\^|\\*\\*)[{(]?\\s*([-+]?\\d{1,4})\\s*[})]?|(["
              + RAISED
              + "]{1,5}))");

  private WrittenNumber() {}

  /** A claim without the name or ≈ before it. */
  static String unlabelled(String claim) {
    String text = claim.strip().replaceAll("^\\$|\\$$", "").strip();
    Matcher label = LABEL.matcher(text);
    return label.matches() ? label.group(1).strip() : text;
  }

  /** The number with its digits; empty if it is written otherwise. */
  static Optional<BigDecimal> of(String claim) {
    String text = claim.replace("−", "-");
    boolean percent = text.endsWith("%");
    String digits = percent ? text.substring(0, text.length() - 1).strip() : text;
    Matcher power = POWER_OF_TEN.matcher(digits);
    if (power.matches()) {
      String raised = power.group(3);
      digits = power.group(1) + "E" + (raised == null ? power.group(2) : lowered(raised));
    }
    try {
      BigDecimal number = new BigDecimal(digits);
      return Optional.of(percent ? number.movePointLeft(2) : number);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String lowered(String raised) {
    StringBuilder text = new StringBuilder();
    raised.chars().forEach(c -> text.append(RAISED_MEANS.charAt(RAISED.indexOf(c))));
    return text.toString();
  }
}
