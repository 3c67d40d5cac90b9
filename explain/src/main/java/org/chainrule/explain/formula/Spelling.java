package org.chainrule.explain.formula;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Different spellings of one thing: Greek letters, signs, raised and lowered characters, LaTeX. */
final class Spelling {
  /** The letters by their English names, in alphabetical order of Greek. */
  static final Map<String, String> GREEK = greek();

  /** Signs of two characters. */
  static final List<String> LONG_SIGNS =
      List.of("..", ".*", "./", ".^", ".'", "**", "<=", ">=", "==", "!=", "||", "->");

  /** Every sign in the spelling that stands for all. */
  static final String SIGNS = "+-*/^()[]{}|,;:=<>≤≥≠∘·‖'_.. .^ ->";

  /** A quarter, a half, three quarters. */
  static final String FRACTIONS = "¼½¾";

  /** Signs that mean another. */
  static final Map<String, String> SAME =
      Map.ofEntries(
          Map.entry("−", "-"),
          Map.entry("–", "-"),
          Map.entry("⋅", "·"),
          Map.entry("∙", "·"),
          Map.entry("•", "·"),
          Map.entry("×", "*"),
          Map.entry("@", "·"),
          Map.entry("÷", "/"),
          Map.entry("⊙", "∘"),
          Map.entry(".*", "∘"),
          Map.entry("./", "/"),
          Map.entry(".'", "'"),
          Map.entry("**", "^"),
          Map.entry("<=", "≤"),
          Map.entry(">=", "≥"),
          Map.entry("==", "="),
          Map.entry("!=", "≠"),
          Map.entry("||", "‖"),
          Map.entry("∥", "‖"),
          Map.entry("…", ".."),
          Map.entry("′", "'"),
          Map.entry("’", "'"),
          Map.entry("≔", "="),
          Map.entry("⊤", "T"));

  /** Commands of LaTeX that stand for a sign. */
  static final Map<String, String> LATEX_SIGNS =
      Map.ofEntries(
          Map.entry("cdot", "·"),
          Map.entry("times", "*"),
          Map.entry("ast", "*"),
          Map.entry("div", "/"),
          Map.entry("odot", "∘"),
          Map.entry("circ", "∘"),
          Map.entry("le", "≤"),
          Map.entry("leq", "≤"),
          Map.entry("ge", "≥"),
          Map.entry("geq", "≥"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("lVert", "‖"),
          Map.entry("rVert", "‖"),
          Map.entry("Vert", "‖"),
          Map.entry("|", "‖"),
          Map.entry("lvert", "|"),
          Map.entry("rvert", "|"),
          Map.entry("vert", "|"),
          Map.entry("{", "("),
          Map.entry("}", ")"),
          Map.entry("lbrace", "("),
          Map.entry("rbrace", ")"),
          Map.entry("lbrack", "["),
          Map.entry("rbrack", "]"),
          Map.entry("prime", "'"),
          Map.entry("dots", ".."),
          Map.entry("ldots", ".."),
          Map.entry("_", "_"));

  /** Commands of LaTeX that stand for a name. */
  static final Map<String, String> LATEX_NAMES =
      Map.of("top", "T", "intercal", "T", "partial", "∂", "nabla", "∇", "ell", "ℓ");

  /** Commands of LaTeX that take what follows. */
  static final Map<String, String> LATEX_COMMANDS =
      Map.of(
          "frac", "frac", "dfrac", "frac", "tfrac", "frac", "sqrt", "sqrt", "sum", "sum", "prod",
          "prod");

  /** Commands of LaTeX that say how things look. */
  static final Set<String> LATEX_SPACE =
      Set.of(
          "left",
          "right",
          "big",
          "Big",
          "bigl",
          "bigr",
          "Bigl",
          "Bigr",
          "bigg",
          "Bigg",
          "quad",
          "qquad",
          ",",
          ";",
          "!",
          ":",
          " ",
          "displaystyle",
          "textstyle",
          "limits",
          "nolimits");

  /** Commands of LaTeX that set a name in a certain type. */
  static final Set<String> LATEX_TYPE =
      Set.of(
          "mathbf",
          "mathrm",
          "mathit",
          "mathsf",
          "mathcal",
          "mathbb",
          "boldsymbol",
          "bm",
          "vec",
          "text",
          "textbf",
          "textit",
          "textrm",
          "operatorname");

  /** Commands of LaTeX that put an accent on a name, as the combining character. */
  static final Map<String, String> LATEX_ACCENTS =
      Map.of(
          "hat",
          "\u0302",
          "widehat",
          "\u0302",
          "bar",
          "\u0304",
          "overline",
          "\u0304",
          "tilde",
          "\u0303",
          "widetilde",
          "\u0303",
          "dot",
          "\u0307");

  /** Commands of LaTeX that are functions or words. */
  static final Set<String> LATEX_WORDS =
      Set.of(
          "ln", "log", "exp", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh",
          "coth", "arcsin", "arccos", "arctan", "max", "min");

  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵀⁿ";
  private static final String RAISED_MEANS = "0123456789+-()Tn";
  private static final String LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ";
  private static final String LOWERED_MEANS = "0123456789+-()aehijklmnoprstuvx";

  private Spelling() {}

  private static Map<String, String> greek() {
    List<String> names =
        List.of(
            "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
            "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "-", "sigma", "tau", "upsilon",
            "phi", "chi", "psi", "omega");
    Map<String, String> letters = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      letters.put(name, String.valueOf((char) ('α' + i)));
      String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
      letters.put(capital, String.valueOf((char) ('Α' + i)));
    }
    letters.put("varepsilon", "ε");
    letters.put("vartheta", "θ");
    letters.put("varphi", "φ");
    letters.put("varsigma", "σ");
    return Map.copyOf(letters);
  }

  /** The sign that a raised character raises; 0 if it is none. */
  static char raised(char c) {
    int at = RAISED.indexOf(c);
    return at < 0 ? 0 : RAISED_MEANS.charAt(at);
  }

  /** The sign that a lowered character lowers; 0 if it is none. */
  static char lowered(char c) {
    int at = LOWERED.indexOf(c);
    return at < 0 ? 0 : LOWERED_MEANS.charAt(at);
  }
}
