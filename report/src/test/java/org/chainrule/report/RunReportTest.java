package org.chainrule.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.training.ConfusionMatrix;
import org.chainrule.learn.training.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class RunReportTest {
  private static final History HISTORY = Samples.history(1, 0.6, 0.3);

  @TempDir private Path folder;

  private static Mistakes mistakes() {
    int[][] counts = new int[10][10];
    IntStream.range(0, 10).forEach(i -> counts[i][i] = 36);
    counts[8][3] = 1;
    ConfusionMatrix confusion = Samples.confusion(Samples.DIGITS, counts);
    return new Mistakes(
        "test", confusion, List.of(new Misread(Samples.picture(), "8", "3", 0.614)));
  }

  private static RunReport report() {
    return Samples.report("Training on digits", Samples.digits(), HISTORY, mistakes());
  }

  private Document page() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(folder.resolve("report.html").toFile());
  }

  private static List<Element> all(Document page, String name) {
    NodeList found = page.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static List<String> texts(Document page, String name) {
    return all(page, name).stream().map(Element::getTextContent).toList();
  }

  @Test
  void writesThePageAndItsChartsAndNothingElse() throws IOException {
    RunReport.Written written = report().write(folder);
    assertThat(written.warning()).isEmpty();
    assertThat(written.files().stream().map(file -> file.getFileName().toString()))
        .containsExactly(
            "report.html",
            "network.png",
            "learning-curves.png",
            "confusion-matrix.png",
            "misread.png");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrderElementsOf(written.files());
    }
    for (Path chart : written.files().subList(1, 5)) {
      BufferedImage image = ImageIO.read(chart.toFile());
      assertThat(image.getWidth()).isBetween(1200, 1920);
    }
  }

  @Test
  void theSameRunGivesTheSameBytes() throws IOException {
    List<Path> files = report().write(folder).files();
    Path other = Files.createDirectory(folder.resolve("other"));
    List<Path> others = report().write(other).files();
    for (int i = 0; i < files.size(); i++) {
      assertThat(files.get(i)).hasSameBinaryContentAs(others.get(i));
    }
  }

  @Test
  void thePageHoldsTheNumbers() throws Exception {
    report().write(folder);
    Document page = page();
    assertThat(texts(page, "h1")).containsExactly("Training on digits");
    assertThat(texts(page, "h2"))
        .containsExactly("Network", "Learning", "Mistakes on the test part", "Settings");
    assertThat(texts(page, "dd")).contains("98.06\u00A0%", "2,410", "3", "0.7500\u00A0s");
    assertThat(texts(page, "tr"))
        .contains(
            "validation0.107897.49\u00A0%",
            "dense_1[64][32]2,0800",
            "20.600062.50\u00A0%0.900052.63\u00A0%0.010.2500",
            "83797.3\u00A0%100.0\u00A0%",
            "831",
            "learning rate0.01");
  }

  @Test
  void everyoneCanReadThePage() throws Exception {
    report().write(folder);
    Document page = page();
    assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
    List<Element> charts = all(page, "svg");
    assertThat(charts).hasSize(4);
    assertThat(charts)
        .allMatch(chart -> chart.getAttribute("role").equals("img"))
        .allMatch(chart -> chart.getAttribute("aria-label").length() > 30);
    assertThat(charts.getLast().getAttribute("aria-label")).contains("read 3 (61\u00A0%), is 8");
    List<Element> tables = all(page, "table");
    assertThat(tables).hasSize(6);
    assertThat(tables)
        .allMatch(table -> table.getElementsByTagName("caption").getLength() == 1)
        .allMatch(
            table ->
                ((Element) table.getElementsByTagName("th").item(0))
                    .getAttribute("scope")
                    .equals("col"));
    String styles = texts(page, "style").getFirst();
    assertThat(styles).contains("prefers-color-scheme:dark", "@media print");
  }

  @Test
  void thePageNeedsNothingBesideIt() throws Exception {
    report().write(folder);
    Document page = page();
    assertThat(
            Stream.of("script", "link", "iframe", "object", "base", "a")
                .flatMap(name -> all(page, name).stream()))
        .isEmpty();
    List<Element> elements = all(page, "*");
    assertThat(elements).hasSizeGreaterThan(500);
    assertThat(
            elements.stream()
                .flatMap(e -> Stream.of("src", "href", "srcset", "xlink:href").map(e::getAttribute))
                .filter(reference -> !reference.isEmpty()))
        .isNotEmpty()
        .allMatch(reference -> reference.startsWith("data:image/png;base64,"));
    assertThat(texts(page, "style").getFirst()).doesNotContain("url(", "@import");
    assertThat(elements).noneMatch(element -> element.getAttribute("style").contains("url("));
    assertThat(
            all(page, "meta").stream()
                .filter(meta -> meta.getAttribute("http-equiv").equals("Content-Security-Policy"))
                .map(meta -> meta.getAttribute("content")))
        .containsExactly("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
  }

  @Test
  void namesAreOnlyWords() throws Exception {
    String tag = "</td><script>alert(\"1\")</script>";
    String quotes = "' onload='x' & \"more\" {{sections}}";
    String leftwards = "שבע\u202E";
    List<String> classes = List.of(tag, quotes, leftwards);
    ConfusionMatrix confusion =
        Samples.confusion(classes, new int[] {5, 1, 0}, new int[] {0, 5, 2}, new int[] {0, 0, 5});
    List<Misread> misread =
        List.of(
            new Misread(Tensor.vector(1, 2), tag, quotes, 0.7),
            new Misread(Tensor.matrix(new double[] {1, 2}), quotes, leftwards, 0.6));
    Samples.report(tag + quotes, Samples.digits(), HISTORY, new Mistakes(tag, confusion, misread))
        .write(folder);
    Document page = page();
    assertThat(texts(page, "title").getFirst()).isEqualTo(tag + quotes);
    assertThat(texts(page, "h1")).containsExactly(tag + quotes);
    assertThat(texts(page, "bdi")).contains(tag, quotes, leftwards);
    assertThat(texts(page, "h2")).contains("Mistakes on the " + tag + " part");
    assertThat(all(page, "script")).isEmpty();
    assertThat(all(page, "*")).noneMatch(element -> element.hasAttribute("onload"));
    assertThat(all(page, "h2")).hasSize(4);
    assertThat(folder.resolve("misread.png")).exists();
  }

  @Test
  void nothingToShowIsLeftOut() throws Exception {
    Path old = Files.writeString(folder.resolve("misread.png"), "of an earlier report");
    RunReport report =
        new RunReport(
            "Nothing",
            Samples.digits(),
            Samples.history(),
            new java.util.LinkedHashMap<>(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new java.util.LinkedHashMap<>());
    assertThat(report.write(folder).files()).hasSize(3);
    assertThat(old).doesNotExist();
    assertThat(texts(page(), "h2")).containsExactly("Network", "Learning");
  }

  @Test
  void noMistakeIsSaid() throws Exception {
    ConfusionMatrix confusion =
        Samples.confusion(List.of("a", "b"), new int[] {3, 0}, new int[] {0, 0});
    Mistakes none = new Mistakes("test", confusion, List.of());
    RunReport report = Samples.report("None", Samples.digits(), HISTORY, none);
    assertThat(report.write(folder).files()).hasSize(4);
    assertThat(texts(page(), "p")).containsExactly("No example is misread.");
    assertThat(texts(page(), "tr")).contains("a3100.0\u00A0%100.0\u00A0%", "b0––");
  }

  @Test
  void examplesThatAreNoPicturesAreATable() throws Exception {
    Misread misread = new Misread(Tensor.of(Shape.of(9), new double[9]), "0", "1", 0.5);
    Mistakes mistakes = new Mistakes("test", mistakes().confusion(), List.of(misread));
    Samples.report("Table", Samples.digits(), HISTORY, mistakes).write(folder);
    assertThat(folder.resolve("misread.png")).doesNotExist();
    assertThat(texts(page(), "tr")).contains("0150\u00A0%0, 0, 0, 0, 0, 0, 0, 0, …");
  }

  @Test
  void numbersThatAreNotFiniteAreSaid() throws Exception {
    History history = Samples.history(1, Double.POSITIVE_INFINITY, Double.NaN);
    Samples.report("Diverged", Samples.digits(), history, mistakes()).write(folder);
    assertThat(texts(page(), "tr"))
        .contains("2∞0.00\u00A0%∞0.00\u00A0%0.010.2500", "3NaNNaN\u00A0%NaNNaN\u00A0%0.010.2500");
  }

  @Test
  void aLongTrainingIsThinnedOut() throws Exception {
    History history = Samples.history(IntStream.range(0, 1003).mapToDouble(i -> 1).toArray());
    Samples.report("Long", Samples.digits(), history, mistakes()).write(folder);
    assertThat(texts(page(), "caption")).contains("The first epoch, the last and one in 6");
    // 167 multiples of 6 up to 1002, and the first and the last
    assertThat(texts(page(), "tr").stream().filter(row -> row.endsWith("0.010.2500"))).hasSize(169);
  }

  @Test
  void withoutFontsThePageIsComplete() throws Exception {
    Path old = Files.writeString(folder.resolve("network.png"), "of an earlier report");
    RunReport.Written written = report().write(folder, Optional.of("no fonts"));
    assertThat(written.files()).containsExactly(folder.resolve("report.html"));
    assertThat(written.warning().orElseThrow()).contains("report.html", "no fonts");
    assertThat(old).doesNotExist();
    assertThat(all(page(), "svg")).hasSize(4);
  }

  @Test
  void aMissingFolderIsNamed() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> report().write(missing))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(missing.toString());
    assertThat(folder).isEmptyDirectory();
  }
}
