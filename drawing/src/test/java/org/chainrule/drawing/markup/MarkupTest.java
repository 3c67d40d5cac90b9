package org.chainrule.drawing.markup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class MarkupTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a < b && c > d",
        "</td><script>alert('1')</script>",
        "\" onmouseover=\"alert(1)",
        "&lt;already&gt; &#39;",
        "]]> <!-- --> <?xml?>",
        "שלום, עולם",
        "日本語 𝒳 👩🏽‍🔬",
        "two\nlines\tand a tab"
      })
  void anyTextComesBackFromAParserAsItWas(String text) throws Exception {
    String page = Markup.element("p", text).with("title", text).render();
    Document document = parse(page);
    assertThat(document.getDocumentElement().getTextContent()).isEqualTo(text);
    // A parser turns line ends and tabs in attributes into spaces.
    assertThat(document.getDocumentElement().getAttribute("title"))
        .isEqualTo(text.replaceAll("[\n\t]", " "));
  }

  @Test
  void whatXmlDoesNotHaveIsReplaced() throws Exception {
    String text = "a\u0000b\u001Bc\uD800d\uDC00e\uFFFEf\u0085g\r";
    assertThat(parse(Markup.element("p", text).render()).getDocumentElement().getTextContent())
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFDg\uFFFD");
  }

  @Test
  void onlyEmptyElementsAreNotClosed() {
    assertThat(Markup.element("div", Markup.element("br"), Markup.element("td")).render())
        .isEqualTo("<div><br/><td></td></div>");
  }

  @Test
  void aTableNamesItsRowsAndColumns() {
    List<Table.Column> columns = List.of(Table.Column.words("part"), Table.Column.numbers("loss"));
    List<List<Markup>> rows = List.of(List.of(Markup.text("test"), Markup.text("0.5")));
    assertThat(new Table("Scores", columns, rows).markup().render())
        .isEqualTo(
            "<div class=\"scroll\"><table><caption>Scores</caption>"
                + "<thead><tr><th scope=\"col\">part</th>"
                + "<th class=\"number\" scope=\"col\">loss</th></tr></thead>"
                + "<tbody><tr><th scope=\"row\">test</th><td class=\"number\">0.5</td></tr></tbody>"
                + "</table></div>");
  }

  @Test
  void aTableIsRectangular() {
    List<Table.Column> columns = List.of(Table.Column.words("a"), Table.Column.words("b"));
    assertThatThrownBy(() -> new Table("", columns, List.of(List.of(Markup.text("x")))))
        .hasMessage("table: a row of 1 cells for 2 columns");
  }

  private static Document parse(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }
}
