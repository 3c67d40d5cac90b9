package org.chainrule.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.chainrule.learn.data.TestFiles.gzip;
import static org.chainrule.learn.data.TestFiles.source;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.chainrule.learn.data.DelimitedText.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal names the file, the place, what was found and what was expected. */
class DelimitedTextErrorsTest {
  private static final DelimitedText TEXT = new DelimitedText();

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments("", ": the file is empty"),
        arguments("\n\n", ": the file is empty"),
        arguments("\uFEFF", ": the file is empty"),
        arguments("x,y,kind\n", ": line 1 is a header and no row follows"),
        arguments(
            "1,2,a\n1,2,3,b\n",
            ", line 2: 4 columns, but 3 are expected, as in line 1, which begins with '1'"),
        arguments(
            "x,y,kind\n1,2,a\n1,b\n",
            ", line 3: 2 columns, but 3 are expected, as in line 1, which begins with 'x'"),
        arguments("1,2,a\n1,two,b\n", ", line 2, column 2: 'two' is not a number"),
        arguments("x,y,kind\n1,2,a\n1,O.5,b\n", ", line 3, column 2 (y): 'O.5' is not a number"),
        arguments("1,a,2,0\n3,4,5,1\n", ", line 1, column 2: 'a' is not a number"),
        arguments("1,2,a\n1,NaN,b\n", ", line 2, column 2: 'NaN' is not a finite number"),
        arguments("nan,nan,a\n1,2,b\n", ", line 1, column 1: 'nan' is not a finite number"),
        arguments("1,2,a\n-inf,1,b\n", ", line 2, column 1: '-inf' is not a finite number"),
        arguments("1,2,a\n1e999,1,b\n", ", line 2, column 1: '1e999' is too large for float64"),
        arguments("1,2,a\n0x10,1,b\n", ", line 2, column 1: '0x10' is not a number"),
        arguments("1,2,a\n1d,1,b\n", ", line 2, column 1: '1d' is not a number"),
        arguments("1,2,a\n1,,b\n", ", line 2, column 2: a value is missing"),
        arguments(",,\n1,2,a\n", ", line 1, column 1: a value is missing"),
        arguments("1,2,a\n1,2,\n", ", line 2, column 3: the label is missing"),
        arguments("1,2,1\n1,2,nan\n", ", line 2, column 3: label 'nan' is not a finite number"),
        arguments("1,2,a\n\n1,2,b\n", ", line 2: an empty line, but a row is expected"),
        arguments("x,x,kind\n1,2,a\n", ", line 1: columns 1 and 2 are both named 'x'"),
        arguments(
            "a\nb\n",
            ", line 1: one column, but features and a label are expected, with comma, tab or"
                + " semicolon between them"),
        arguments("3,2,a,b\n1,2,0\n3,4,1\n", ", line 1: declares 3 rows, but there are 2"),
        arguments(
            "1,2,a,b\n1,2,2\n",
            ", line 2, column 3: label '2' is not the number of a class; line 1 declares classes 0"
                + " to 1, a, b"),
        arguments(
            "1,0,a\n0\n",
            ", line 2: 1 columns, but 3 are expected, as in line 1, which begins with '1'"),
        arguments("1,2,a,a\n1,2,0\n", ", line 1: columns 3 and 4 are both named 'a'"),
        arguments(
            "1,2,a\n1,\u0007aVeryLongWordThatGoesOnAndOnAndOnForEverAndEver,b\n",
            ", line 2, column 2: '\\u0007aVeryLongWordThatGoesOnAndOnAndOnForEve…' is not a"
                + " number"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refuses(String text, String message) {
    assertThatThrownBy(() -> TEXT.read(source(text)))
        .isInstanceOf(DataException.class)
        .hasMessage("test.csv" + message);
  }

  @Test
  void brokenQuotesAreTold() {
    for (String text : List.of("1,2,a\n\"1,2,b\n3,4,a\n", "1,2,a\n\"1\"x,2,b\n")) {
      assertThat(catchThrowableOfType(DataException.class, () -> TEXT.read(source(text))))
          .hasMessageStartingWith("test.csv")
          .hasMessageContaining("line 2");
    }
  }

  @Test
  void textOtherThanUtf8IsToldWithItsLine() {
    byte[] latin = "1,2,a\n1,2,b\n3,4,\u00e9t\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> TEXT.read(source(latin)))
        .hasMessage("test.csv, line 3: not UTF-8 text; save the file as UTF-8");
    byte[] wide = "1,2,a\n".getBytes(StandardCharsets.UTF_16);
    assertThatThrownBy(() -> TEXT.read(source(wide)))
        .hasMessage("test.csv, line 1: not UTF-8 text; save the file as UTF-8");
  }

  @Test
  void damagedGzipIsTold() {
    byte[] packed = gzip("1,2,0\n3,4,1\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
    byte[] cut = Arrays.copyOf(packed, packed.length / 2);
    assertThatThrownBy(() -> TEXT.read(source(cut)))
        .hasMessage("test.csv: the gzip data ends too early; the file is truncated");
    byte[] broken = packed.clone();
    broken[packed.length - 8] ^= 1;
    assertThatThrownBy(() -> TEXT.read(source(broken)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("test.csv: damaged gzip data");
  }

  @Test
  void labelColumnsThatAreNotThereAreTold() {
    Source names = source("x,y,kind\n1,2,a\n");
    assertThatThrownBy(() -> TEXT.withLabel(new LabelColumn.Position(4)).read(names))
        .hasMessage("test.csv, line 1: 3 columns, so there is no label column 4");
    assertThatThrownBy(() -> TEXT.withLabel(new LabelColumn.Position(-4)).read(names))
        .hasMessage("test.csv, line 1: 3 columns, so there is no label column -4");
    assertThatThrownBy(() -> TEXT.withLabel(new LabelColumn.Name("class")).read(names))
        .hasMessage("test.csv, line 1: no column is named 'class' among x, y, kind");
    DelimitedText headless = TEXT.withHeader(Header.NONE);
    assertThatThrownBy(() -> headless.withLabel(new LabelColumn.Name("kind")).read(names))
        .hasMessage("test.csv, line 1: not a header, so no column is named kind");
    assertThatThrownBy(() -> LabelColumn.parse("0"))
        .hasMessage("columns are counted from 1, or backwards from -1");
  }

  @Test
  void aDeclarationThatDoesNotFitIsTold() {
    DelimitedText counts = TEXT.withHeader(Header.COUNTS);
    assertThatThrownBy(() -> counts.read(source("2,3,a,b\n1,2,0\n1,2,1\n")))
        .hasMessage(
            "test.csv, line 1: the number of rows, the number of features and the classes are"
                + " expected");
    assertThatThrownBy(() -> TEXT.withLabel(LabelColumn.FIRST).read(source("1,2,a,b\n1,2,1\n")))
        .hasMessage("test.csv, line 1: declares classes, so the label is the last column, not 1");
  }

  @Test
  void labelsOutsideTheKnownClassesAreTold() {
    DelimitedText known = TEXT.withClasses(List.of("0", "1", "2"));
    assertThatThrownBy(() -> known.read(source("5,5,1\n5,5,7\n")))
        .hasMessage("test.csv, line 2, column 3: label '7' is not one of the classes 0, 1, 2");
  }

  @Test
  void twoFilesMustFit(@TempDir Path folder) {
    Path features = TestFiles.write(folder, "features.csv", "1,2\n3,4\n");
    Path labels = TestFiles.write(folder, "labels.csv", "1\n0\n1\n");
    assertThatThrownBy(() -> TEXT.read(features, labels))
        .hasMessage(labels + ": 3 labels, but " + features + " has 2 rows");
    assertThatThrownBy(() -> TEXT.read(features, features))
        .hasMessage(features + ", line 1: 2 columns, but labels stand alone, one a line");
  }

  @Test
  void missingFilesAndFoldersAreTold(@TempDir Path folder) {
    Path missing = folder.resolve("missing.csv");
    assertThatThrownBy(() -> TEXT.read(missing)).hasMessage(missing + ": there is no such file");
    assertThatThrownBy(() -> TEXT.read(folder))
        .hasMessage(folder + ": is a folder, but a file is expected");
  }
}
