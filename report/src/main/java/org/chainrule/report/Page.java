package org.chainrule.report;

import static org.chainrule.drawing.markup.Markup.element;
import static org.chainrule.drawing.markup.Markup.name;
import static org.chainrule.drawing.markup.Markup.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Ink;
import org.chainrule.drawing.Svg;
import org.chainrule.drawing.markup.Markup;
import org.chainrule.drawing.markup.Markup.Element;

/** What the pages of all reports have in common. */
final class Page {
  private static final String TEMPLATE = "page.html";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

  private Page() {}

  /** A whole file, which needs nothing beside it. */
  static String html(String title, List<Markup> sections) {
    Map<String, String> values =
        Map.of(
            "title", text(title).render(),
            "colours", Ink.styles(),
            "heading", element("h1", name(title)).render(),
            "sections", sections.stream().map(Markup::render).collect(Collectors.joining("\n")));
    return PLACEHOLDER
        .matcher(template())
        .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
  }

  private static String template() {
    try (InputStream template = Page.class.getResourceAsStream(TEMPLATE)) {
      if (template == null) {
        throw new IllegalStateException("the resource " + TEMPLATE + " is missing from this build");
      }
      return new String(template.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Something that a reader wants to know first. */
  static Element fact(String name, String value) {
    return element("div", element("dt", name), element("dd", value));
  }

  static Element section(String title, List<? extends Markup> parts) {
    List<Markup> all = new ArrayList<>(List.of(element("h2", title)));
    all.addAll(parts);
    return element("section", all);
  }

  static Element figure(Drawing drawing, String caption) {
    return element("figure", Svg.of(drawing), element("figcaption", caption));
  }
}
