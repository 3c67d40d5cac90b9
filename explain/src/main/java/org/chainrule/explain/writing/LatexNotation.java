package org.chainrule.explain.writing;

import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chainrule.graph.Notation;

/** Formulas as LaTeX, in the subset that KaTeX knows too. */
public final class LatexNotation implements Notation<LatexNotation.Piece> {
  private static final int SUM = 1;
  private static final int HADAMARD = 2;
  private static final int MATRICES = 3;
  private static final int PRODUCT = 4;
  private static final int POWER = 5;
  private static final int ATOM = 6;

  private static final Map<Character, String> ACCENTS =
      Map.of('\u0302', "\\hat", '\u0304', "\\bar", '\u0303', "\\tilde", '\u0307', "\\dot");
  private static final String GREEK =
      "α alpha β beta γ gamma δ delta ε varepsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda"
          + " μ mu ν nu ξ xi π pi ρ rho σ sigma τ tau υ upsilon φ varphi χ chi ψ psi ω omega"
          + " Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Φ Phi Ψ Psi Ω Omega ℓ ell";
  private static final Map<String, String> LETTERS = letters();
  private static final List<String> KNOWN_FUNCTIONS =
      List.of("ln", "sin", "cos", "arcsin", "arccos", "arctan", "tanh", "max", "min", "exp");
  private static final Pattern NAME = Pattern.compile("([^0-9_]+)(?:_?\\{?([^{}]*)\\}?)");

  /** A Greek letter, if it is one. */
  public static Optional<String> greek(char letter) {
    return Optional.ofNullable(LETTERS.get(Character.toString(letter)));
  }

  /** Its own way of writing. */
  public LatexNotation() {}

  /**
   * A part of a formula.
   *
   * @param text the part in writing
   * @param binding how tightly its outermost sign binds
   */
  public record Piece(String text, int binding) {
    String within(int binding) {
      return this.binding >= binding ? text : bracketed("(", text, ")");
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static Map<String, String> letters() {
    String[] words = GREEK.split(" ", -1);
    Map<String, String> letters = new java.util.HashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      letters.put(words[i], "\\" + words[i + 1]);
    }
    return Map.copyOf(letters);
  }

  private static String bracketed(String open, String text, String close) {
    boolean tall = text.contains("\\frac") || text.contains("\\sum") || text.contains("\\underset");
    return tall ? "\\left" + open + text + "\\right" + close : open + text + close;
  }

  private static Piece atom(String text) {
    return new Piece(text, ATOM);
  }

  @Override
  public Piece number(double value) {
    if (value == Math.PI || value == Math.E) {
      return atom(value == Math.PI ? "\\pi" : "e");
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    String text = whole ? Long.toString((long) value) : Double.toString(value);
    int exponent = text.indexOf('E');
    if (exponent >= 0) {
      text = text.substring(0, exponent) + "\\cdot 10^{" + text.substring(exponent + 1) + "}";
    }
    return new Piece(text, value < 0 ? SUM : exponent >= 0 ? PRODUCT : ATOM);
  }

  @Override
  public Piece name(String name) {
    Matcher parts = NAME.matcher(name);
    if (name.equals("1")) {
      return atom("\\mathbf{1}");
    }
    if (!parts.matches()) {
      return atom("\\text{" + escaped(name) + "}");
    }
    String primes = parts.group(1).replaceAll("[^′']", "").replace("′", "'");
    String base = base(parts.group(1).replaceAll("[′']", ""));
    String below = parts.group(2);
    return atom(base + primes + (below.isEmpty() ? "" : "_{" + subscript(below) + "}"));
  }

  /** A letter with its accent; several letters upright. */
  private static String base(String name) {
    String apart = Normalizer.normalize(name, Normalizer.Form.NFD);
    String letters =
        apart
            .codePoints()
            .filter(c -> !ACCENTS.containsKey((char) c))
            .mapToObj(Character::toString)
            .map(c -> LETTERS.getOrDefault(c, c))
            .collect(Collectors.joining());
    String plain =
        apart.length() - apart.replaceAll("\\p{M}", "").length() > 0
            ? apart.replaceAll("\\p{M}", "")
            : apart;
    String text =
        plain.codePointCount(0, plain.length()) > 1 && !letters.startsWith("\\")
            ? "\\mathrm{" + escaped(letters) + "}"
            : letters;
    for (int i = 0; i < apart.length(); i++) {
      String accent = ACCENTS.get(apart.charAt(i));
      text = accent == null ? text : accent + "{" + text + "}";
    }
    return text;
  }

  private static String subscript(String below) {
    boolean word = below.matches("[A-Za-z]{2,}.*") || below.contains(".");
    return word ? "\\mathrm{" + escaped(below) + "}" : below.replace("−", "-");
  }

  private static String escaped(String text) {
    return text.replace("_", "\\_").replace("#", "\\#").replace("%", "\\%").replace("&", "\\&");
  }

  @Override
  public Piece sum(Piece a, Piece b) {
    return new Piece(a.text + " + " + b.text, SUM);
  }

  @Override
  public Piece difference(Piece a, Piece b) {
    return new Piece(a.text + " - " + b.within(HADAMARD), SUM);
  }

  @Override
  public Piece product(Piece a, Piece b) {
    return new Piece(a.within(MATRICES) + "\\," + b.within(POWER), MATRICES);
  }

  @Override
  public Piece hadamard(Piece a, Piece b) {
    return new Piece(factor(a) + " \\odot " + factor(b), HADAMARD);
  }

  private static String factor(Piece a) {
    boolean product = a.binding == PRODUCT || a.binding == MATRICES;
    boolean apart = a.binding < HADAMARD || (product && a.text.contains("\\,"));
    return apart ? bracketed("(", a.text, ")") : a.text;
  }

  @Override
  public Piece scaled(Piece a, Piece b) {
    String right = b.within(POWER);
    boolean digit = !right.isEmpty() && Character.isDigit(right.charAt(0));
    return new Piece(a.within(PRODUCT) + (digit ? " \\cdot " : "\\,") + right, PRODUCT);
  }

  @Override
  public Piece quotient(Piece a, Piece b) {
    return new Piece("\\frac{" + a.text + "}{" + b.text + "}", POWER);
  }

  @Override
  public Piece negative(Piece a) {
    return new Piece("-" + a.within(HADAMARD), SUM);
  }

  @Override
  public Piece power(Piece a, double exponent) {
    if (exponent == 0.5) {
      return atom("\\sqrt{" + a.text + "}");
    }
    return power(a, number(exponent));
  }

  @Override
  public Piece power(Piece a, Piece exponent) {
    return new Piece(a.within(ATOM) + "^{" + exponent.text + "}", POWER);
  }

  @Override
  public Piece cubeRoot(Piece a) {
    return atom("\\sqrt[3]{" + a.text + "}");
  }

  @Override
  public Piece transposed(Piece a) {
    return new Piece(a.within(ATOM) + "^{\\top}", POWER);
  }

  @Override
  public Piece magnitude(Piece a) {
    return atom(bracketed("|", a.text, "|"));
  }

  @Override
  public Piece length(Piece a) {
    return atom("\\lVert " + a.text + " \\rVert");
  }

  @Override
  public Piece derivative(Piece y, Piece x) {
    return new Piece(
        "\\frac{\\partial " + y.within(ATOM) + "}{\\partial " + x.within(ATOM) + "}", POWER);
  }

  @Override
  public Piece total(Piece y, Piece x) {
    return new Piece(
        "\\frac{\\mathrm{d} " + y.within(ATOM) + "}{\\mathrm{d} " + x.within(ATOM) + "}", POWER);
  }

  @Override
  public Piece derivativeOf(Piece y, Piece x) {
    return new Piece(
        "\\frac{\\partial}{\\partial " + x.within(ATOM) + "}" + bracketed("(", y.text, ")"), POWER);
  }

  @Override
  public Piece indexed(Piece a, String indices) {
    Matcher below = Pattern.compile("(.*)_\\{([^{}]*)\\}").matcher(a.text);
    return below.matches()
        ? atom(below.group(1) + "_{" + below.group(2) + "," + indices + "}")
        : atom(a.within(ATOM) + "_{" + indices + "}");
  }

  @Override
  public Piece summation(String indices, Piece a) {
    String below = indices.isEmpty() ? "" : "_{" + indices.replaceAll("(?<=.)(?=.)", ",") + "}";
    return new Piece("\\sum" + below + " " + a.within(HADAMARD), HADAMARD);
  }

  @Override
  public Piece measured(Piece a, String shape) {
    String below = shape.replace("×", " \\times ");
    return new Piece("\\underset{\\scriptscriptstyle " + below + "}{" + a.text + "}", a.binding);
  }

  @Override
  public Piece relation(String sign, Piece a, Piece b) {
    String written = sign.equals("≤") ? "\\le" : sign.equals("≥") ? "\\ge" : sign;
    return atom(bracketed("[", a.text + " " + written + " " + b.text, "]"));
  }

  @Override
  public Piece vector(List<Piece> elements) {
    return matrix(elements.stream().map(List::of).toList());
  }

  @Override
  public Piece matrix(List<List<Piece>> rows) {
    return atom(
        rows.stream()
            .map(row -> row.stream().map(Piece::text).collect(Collectors.joining(" & ")))
            .collect(Collectors.joining(" \\\\ ", "\\begin{bmatrix} ", " \\end{bmatrix}")));
  }

  @Override
  public Piece call(String function, List<Piece> arguments) {
    String inside = arguments.stream().map(Piece::text).collect(Collectors.joining(", "));
    if (function.equals("exp") && arguments.size() == 1) {
      return new Piece("e^{" + inside + "}", POWER);
    }
    return atom(operator(function) + bracketed("(", inside, ")"));
  }

  private static String operator(String function) {
    String above = function.endsWith("′") ? "'" : function.contains("ᵀ") ? "^\\top" : "";
    String name = function.replace("′", "").replace("ᵀ", "");
    int settings = name.indexOf('[');
    String inside = settings < 0 ? "" : name.substring(settings + 1, name.length() - 1);
    boolean words = inside.chars().anyMatch(Character::isLetter);
    String below =
        inside.isEmpty() || inside.contains("[")
            ? ""
            : "_{" + (words ? "\\text{" + inside + "}" : inside) + "}";
    String plain = settings < 0 ? name : name.substring(0, settings);
    String letter = LETTERS.get(plain);
    String sign =
        letter != null
            ? letter
            : KNOWN_FUNCTIONS.contains(plain)
                ? "\\" + plain
                : "\\operatorname{" + escaped(plain) + "}";
    return sign + above + below;
  }
}
