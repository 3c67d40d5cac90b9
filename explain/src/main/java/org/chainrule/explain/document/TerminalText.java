package org.chainrule.explain.document;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.chainrule.explain.document.Block.Fold;
import org.chainrule.explain.document.Block.Formula;
import org.chainrule.explain.document.Block.Heading;
import org.chainrule.explain.document.Block.Paragraph;
import org.chainrule.explain.document.Block.Picture;
import org.chainrule.explain.document.Block.Steps;
import org.chainrule.explain.document.Block.Table;

/** A page as text of a given width, with mathematical signs. */
public final class TerminalText {
  private static final int LONGEST_LEFT = 24;
  private static final String INDENT = "  ";

  private final int width;
  private final UnaryOperator<String> strong;
  private final UnaryOperator<String> faint;
  private final List<String> lines = new ArrayList<>();

  private TerminalText(int width, UnaryOperator<String> strong, UnaryOperator<String> faint) {
    this.width = width;
    this.strong = strong;
    this.faint = faint;
  }

  /**
   * The text.
   *
   * @param width in characters
   * @param strong how headings are marked
   * @param faint how the names of rules are marked
   */
  public static String of(
      Document document, int width, UnaryOperator<String> strong, UnaryOperator<String> faint) {
    TerminalText text = new TerminalText(width, strong, faint);
    text.lines.add(strong.apply(document.title()));
    document.blocks().forEach(text::block);
    return String.join("\n", text.lines) + "\n";
  }

  private void block(Block block) {
    switch (block) {
      case Heading heading -> heading(heading.text().text());
      case Paragraph paragraph -> {
        lines.add("");
        Wrapping.words(paragraph.text(), width).forEach(lines::add);
      }
      case Formula formula -> placed(INDENT, formula.formula().text(), "");
      case Steps steps -> steps(steps);
      case Table table -> table(table);
      case Picture picture -> picture.told().forEach(this::block);
      case Fold fold -> {
        heading(fold.title().text());
        fold.blocks().forEach(this::block);
      }
    }
  }

  private void heading(String text) {
    lines.add("");
    lines.add(strong.apply(text));
  }

  private void steps(Steps steps) {
    String left = steps.left().text();
    String margin = INDENT;
    String first;
    if (Wrapping.width(left) > LONGEST_LEFT) {
      lines.add(INDENT + left);
      margin = INDENT + INDENT;
      first = margin + "= ";
    } else {
      first = INDENT + left + " = ";
      margin = INDENT + " ".repeat(Wrapping.width(left) + 1);
    }
    for (Block.Step step : steps.steps()) {
      placed(first, step.right().text(), step.rule());
      first = margin + "= ";
    }
    if (steps.value().isPresent()) {
      placed(first, steps.value().get(), "");
    }
  }

  /** A formula after what begins its line, with shapes below and the rule on the right. */
  private void placed(String before, String formula, String rule) {
    Measured measured = Measured.of(formula);
    int start = Wrapping.width(before);
    if (start + Wrapping.width(measured.formula()) <= width) {
      lines.add(withRule(before + measured.formula(), rule));
      if (!measured.shapes().isBlank()) {
        lines.add(faint.apply((" ".repeat(start) + measured.shapes()).stripTrailing()));
      }
      return;
    }
    List<String> parts = Wrapping.formula(Measured.plain(formula), width - start);
    for (int i = 0; i < parts.size(); i++) {
      String line = (i == 0 ? before : " ".repeat(start)) + parts.get(i);
      lines.add(i == parts.size() - 1 ? withRule(line, rule) : line);
    }
  }

  private String withRule(String line, String rule) {
    if (rule.isEmpty()) {
      return line;
    }
    int gap = width - Wrapping.width(line) - Wrapping.width(rule);
    return gap >= 2
        ? line + " ".repeat(gap) + faint.apply(rule)
        : line + "\n" + " ".repeat(Math.max(2, width - Wrapping.width(rule))) + faint.apply(rule);
  }

  private void table(Table table) {
    int columns = table.columns().size();
    int[] widths = new int[columns];
    List<List<String>> rows = new ArrayList<>(List.of(table.columns()));
    table.rows().forEach(row -> rows.add(row.stream().map(w -> Measured.plain(w.text())).toList()));
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], Wrapping.width(row.get(i)));
      }
    }
    lines.add("");
    int before = INDENT.length();
    for (int i = 0; i < columns - 1; i++) {
      before += widths[i] + 2;
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(INDENT);
      for (int i = 0; i < columns - 1; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - Wrapping.width(row.get(i)) + 2));
      }
      for (String part : Wrapping.words(row.getLast(), width - before)) {
        line.append(part.replace('\u00a0', ' '));
        lines.add(row == rows.getFirst() ? faint.apply(line.toString()) : line.toString());
        line = new StringBuilder(" ".repeat(before));
      }
    }
  }
}
