package org.chainrule.explain.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.chainrule.explain.document.Block.Fold;
import org.chainrule.explain.document.Block.Formula;
import org.chainrule.explain.document.Block.Heading;
import org.chainrule.explain.document.Block.Paragraph;
import org.chainrule.explain.document.Block.Picture;
import org.chainrule.explain.document.Block.Steps;
import org.chainrule.explain.document.Block.Table;
import org.chainrule.explain.writing.LatexNotation;
import org.chainrule.explain.writing.Written;

/** A page as a LaTeX article that needs amsmath and amssymb. */
public final class LatexText {
  private static final List<String> HEADINGS = List.of("section", "section", "subsection");

  private LatexText() {}

  /** The text. */
  public static String of(Document document) {
    return String.format(
        Locale.ROOT,
        """
        \\documentclass{article}
        \\usepackage{amsmath,amssymb}
        \\allowdisplaybreaks
        \\begin{document}
        \\section*{%s}

        %s

        \\end{document}
        """,
        words(document.title()),
        blocks(document.blocks()));
  }

  private static String blocks(List<Block> blocks) {
    return blocks.stream()
        .map(LatexText::block)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n\n"));
  }

  private static String block(Block block) {
    return switch (block) {
      case Heading heading ->
          "\\" + HEADINGS.get(Math.min(heading.level(), 2)) + "*{" + inline(heading.text()) + "}";
      case Paragraph paragraph -> words(paragraph.text());
      case Formula formula -> "\\[ " + formula.formula().latex() + " \\]";
      case Steps steps -> "\\[\n" + aligned(steps) + "\n\\]";
      case Table table -> table(table);
      case Picture picture -> blocks(picture.told());
      case Fold fold -> "\\subsection*{" + inline(fold.title()) + "}\n\n" + blocks(fold.blocks());
    };
  }

  /** Steps below each other, their equals signs aligned and their rules on the right. */
  static String aligned(Steps steps) {
    List<String> lines = new ArrayList<>();
    String left = steps.left().latex() + " ";
    for (Block.Step step : steps.steps()) {
      String rule = step.rule().isEmpty() ? "" : " && \\text{" + words(step.rule()) + "}";
      lines.add(left + "&= " + step.right().latex() + rule);
      left = "";
    }
    if (steps.value().isPresent()) {
      lines.add(left + "&= " + Written.latex(steps.value().get()));
    }
    return "\\begin{aligned}\n" + String.join(" \\\\\n", lines) + "\n\\end{aligned}";
  }

  private static String table(Table table) {
    String columns = "l".repeat(table.columns().size());
    String head = table.columns().stream().map(LatexText::words).collect(Collectors.joining(" & "));
    String rows =
        table.rows().stream()
            .map(row -> row.stream().map(LatexText::inline).collect(Collectors.joining(" & ")))
            .collect(Collectors.joining(" \\\\\n"));
    return String.format(
        Locale.ROOT,
        "\\begin{tabular}{%s}\n%s \\\\ \\hline\n%s\n\\end{tabular}",
        columns,
        head,
        rows);
  }

  private static String inline(Written written) {
    return MarkdownText.words(written).map(LatexText::words).orElse("$" + written.latex() + "$");
  }

  /** Words with the signs that LaTeX would misread; mathematical ones in mathematics. */
  static String words(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(
          switch (c) {
            case '_', '#', '%', '&', '$', '{', '}' -> "\\" + c;
            case '′' -> "$'$";
            case '−' -> "$-$";
            case '²' -> "$^2$";
            case '√' -> "$\\surd$";
            case '∛' -> "$\\sqrt[3]{}$";
            case '∂' -> "$\\partial$";
            case '·' -> "$\\cdot$";
            case '×' -> "$\\times$";
            case '∘' -> "$\\circ$";
            case '‖' -> "$\\|$";
            case 'ᵀ' -> "$^\\top$";
            case '≤' -> "$\\le$";
            case '≥' -> "$\\ge$";
            case '>' -> "$>$";
            case '|' -> "$|$";
            case '∞' -> "$\\infty$";
            default ->
                LatexNotation.greek(c)
                    .map(letter -> "$" + letter + "$")
                    .orElse(Character.toString(c));
          });
    }
    return out.toString();
  }
}
