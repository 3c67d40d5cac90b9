package org.chainrule.explain.document;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chainrule.explain.document.Block.Fold;
import org.chainrule.explain.document.Block.Formula;
import org.chainrule.explain.document.Block.Heading;
import org.chainrule.explain.document.Block.Paragraph;
import org.chainrule.explain.document.Block.Picture;
import org.chainrule.explain.document.Block.Steps;
import org.chainrule.explain.document.Block.Table;
import org.chainrule.explain.writing.Written;

/** A page as Markdown with formulas in LaTeX between dollar signs, as GitHub and Pandoc read it. */
public final class MarkdownText {
  private MarkdownText() {}

  /** The text. */
  public static String of(Document document) {
    return "# " + document.title() + "\n\n" + blocks(document.blocks()) + "\n";
  }

  private static String blocks(List<Block> blocks) {
    return blocks.stream()
        .map(MarkdownText::block)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n\n"));
  }

  private static String block(Block block) {
    return switch (block) {
      case Heading heading -> "#".repeat(heading.level()) + " " + inline(heading.text());
      case Paragraph paragraph -> paragraph.text();
      case Formula formula -> "$$\n" + formula.formula().latex() + "\n$$";
      case Steps steps -> "$$\n" + LatexText.aligned(steps) + "\n$$";
      case Table table -> table(table);
      case Picture picture -> blocks(picture.told());
      case Fold fold -> "### " + inline(fold.title()) + "\n\n" + blocks(fold.blocks());
    };
  }

  private static String table(Table table) {
    String head = row(table.columns());
    String rule = row(table.columns().stream().map(c -> "---").toList());
    return head
        + "\n"
        + rule
        + "\n"
        + table.rows().stream()
            .map(row -> row(row.stream().map(MarkdownText::inline).toList()))
            .collect(Collectors.joining("\n"));
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String inline(Written written) {
    return words(written).orElseGet(() -> "$" + written.latex() + "$");
  }

  /** The words, if there are only words. */
  static Optional<String> words(Written written) {
    return written.equals(Written.words(written.text()))
        ? Optional.of(written.text())
        : Optional.empty();
  }
}
