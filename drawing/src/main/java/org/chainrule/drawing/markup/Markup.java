package org.chainrule.drawing.markup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A piece of a page that reads the same as HTML and as XML.
 *
 * <p>Text is escaped when it is rendered and nowhere else, so any string is safe anywhere.
 * Characters that XML does not have become U+FFFD.
 */
public sealed interface Markup {

  /** Words. */
  record Text(String text) implements Markup {}

  /** An element with its attributes and what is in it. */
  record Element(String name, Map<String, String> attributes, List<Markup> children)
      implements Markup {
    /** HTML elements that are never closed; all others always are. */
    private static final Set<String> EMPTY = Set.of("br", "col", "hr", "img", "meta");

    /** The same with one more attribute. */
    public Element with(String attribute, String value) {
      Map<String, String> more = new LinkedHashMap<>(attributes);
      more.put(attribute, value);
      return new Element(name, more, children);
    }
  }

  /** Words. */
  static Markup text(String text) {
    return new Text(text);
  }

  /** Words that others wrote, whose direction must not spill over to their neighbours. */
  static Element name(String name) {
    return element("bdi", name);
  }

  /** An element with words in it. */
  static Element element(String name, String text) {
    return element(name, text(text));
  }

  /** An element with others in it. */
  static Element element(String name, Markup... children) {
    return element(name, List.of(children));
  }

  /** An element with others in it. */
  static Element element(String name, List<? extends Markup> children) {
    return new Element(name, Map.of(), List.copyOf(children));
  }

  /** How it is written in a file. */
  default String render() {
    StringBuilder out = new StringBuilder();
    append(this, out);
    return out.toString();
  }

  private static void append(Markup markup, StringBuilder out) {
    switch (markup) {
      case Text text -> escape(text.text, out);
      case Element element -> {
        out.append('<').append(element.name);
        element.attributes.forEach(
            (name, value) -> {
              out.append(' ').append(name).append("=\"");
              escape(value, out);
              out.append('"');
            });
        if (Element.EMPTY.contains(element.name)) {
          out.append("/>");
        } else {
          out.append('>');
          element.children.forEach(child -> append(child, out));
          out.append("</").append(element.name).append('>');
        }
      }
    }
  }

  private static void escape(String text, StringBuilder out) {
    text.codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isAllowed(character) ? character : 0xFFFD);
              }
            });
  }

  /** The characters of XML 1.0, section 2.2, less those that it discourages. */
  private static boolean isAllowed(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL -> character == '\t' || character == '\n';
      case Character.SURROGATE -> false;
      default -> (character & 0xFFFE) != 0xFFFE;
    };
  }
}
