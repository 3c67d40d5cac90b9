package org.chainrule.explain.document;

import static org.chainrule.drawing.markup.Markup.element;
import static org.chainrule.drawing.markup.Markup.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Ink;
import org.chainrule.drawing.Svg;
import org.chainrule.drawing.markup.Markup;
import org.chainrule.drawing.markup.Markup.Element;
import org.chainrule.explain.document.Block.Fold;
import org.chainrule.explain.document.Block.Formula;
import org.chainrule.explain.document.Block.Heading;
import org.chainrule.explain.document.Block.Paragraph;
import org.chainrule.explain.document.Block.Picture;
import org.chainrule.explain.document.Block.Steps;
import org.chainrule.explain.document.Block.Table;
import org.chainrule.explain.writing.Written;

/** A page as one HTML file that needs nothing but itself; formulas are set by KaTeX. */
public final class HtmlPage {
  private static final String TEMPLATE = "page.html";

  /** The width of the text in pixels. */
  private static final double PAGE = 900;

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([\\w-]+)}}");

  private HtmlPage() {}

  /** The whole file. */
  public static String of(Document document) {
    String content =
        Stream.concat(
                Stream.of(element("h1", document.title())),
                document.blocks().stream().map(HtmlPage::block))
            .map(Markup::render)
            .collect(Collectors.joining("\n"));
    Map<String, String> values =
        Map.of(
            "title", text(document.title()).render(),
            "colours", Ink.styles(),
            "content", content,
            "katex-style", Katex.style(),
            "katex-script", Katex.script());
    return PLACEHOLDER
        .matcher(template())
        .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
  }

  private static String template() {
    try (InputStream template = HtmlPage.class.getResourceAsStream(TEMPLATE)) {
      if (template == null) {
        throw new IllegalStateException("the resource " + TEMPLATE + " is missing from this build");
      }
      return new String(template.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Markup block(Block block) {
    return switch (block) {
      case Heading heading -> element("h" + Math.min(heading.level(), 3), inline(heading.text()));
      case Paragraph paragraph -> element("p", paragraph.text());
      case Formula formula -> element("p", formula(formula.formula(), true));
      case Steps steps -> steps(steps);
      case Table table -> table(table);
      case Picture picture -> {
        Drawing drawing = picture.drawing().get();
        yield figure(drawing);
      }
      case Fold fold -> fold(fold);
    };
  }

  /** A drawing at its own size, in which one can move about; a wide one can be fitted in. */
  private static Element figure(Drawing drawing) {
    List<Markup> parts = new ArrayList<>();
    if (drawing.width() > PAGE) {
      Element box = element("input").with("type", "checkbox");
      parts.add(element("label", box, text(" the whole picture at once")).with("class", "fit"));
    }
    parts.add(element("div", Svg.of(drawing)).with("class", "picture").with("tabindex", "0"));
    parts.add(element("figcaption", drawing.description()));
    return element("figure", parts);
  }

  private static Element fold(Fold fold) {
    List<Markup> parts = new ArrayList<>(List.of(element("summary", inline(fold.title()))));
    fold.blocks().forEach(block -> parts.add(block(block)));
    return element("details", parts).with("open", "open");
  }

  private static Element steps(Steps steps) {
    List<Markup> cells = new ArrayList<>();
    Markup left = formula(steps.left(), true);
    for (Block.Step step : steps.steps()) {
      cells.addAll(row(left, formula(step.right(), true), step.rule()));
      left = text("");
    }
    Optional<String> value = steps.value();
    if (value.isPresent()) {
      String latex = Written.latex(value.get());
      cells.addAll(row(left, formula(new Written(value.get(), latex), true), ""));
    }
    return element("div", cells).with("class", "steps");
  }

  private static List<Markup> row(Markup left, Markup right, String rule) {
    return List.of(
        element("div", left),
        element("div", formula(new Written("=", "="), false)),
        element("div", right).with("class", "right"),
        element("div", rule).with("class", "rule"));
  }

  private static Element table(Table table) {
    List<Markup> head =
        table.columns().stream().<Markup>map(column -> element("th", column)).toList();
    List<Markup> rows =
        table.rows().stream()
            .<Markup>map(
                row ->
                    element(
                        "tr",
                        row.stream().<Markup>map(cell -> element("td", inline(cell))).toList()))
            .toList();
    Element all = element("table", element("thead", element("tr", head)), element("tbody", rows));
    return element("div", all).with("class", "scroll");
  }

  private static Markup inline(Written written) {
    return MarkdownText.words(written).map(Markup::text).orElseGet(() -> formula(written, false));
  }

  /** A formula, in plain text until the script sets it. */
  private static Markup formula(Written written, boolean display) {
    String style = display ? "\\displaystyle " : "";
    return element("span", Measured.plain(written.text()))
        .with("data-latex", style + written.latex());
  }
}
