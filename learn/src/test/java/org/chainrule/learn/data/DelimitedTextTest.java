package org.chainrule.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chainrule.learn.data.TestFiles.shared;
import static org.chainrule.learn.data.TestFiles.source;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.chainrule.graph.Storage;
import org.chainrule.learn.data.DelimitedText.Delimiter;
import org.chainrule.learn.data.DelimitedText.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read; DelimitedTextErrorsTest holds what is refused. */
class DelimitedTextTest {
  private static final DelimitedText TEXT = new DelimitedText();

  /** The same three rows in every form that is understood without being told. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5,-2,a\n0.25,3e2,b\n4,5,a\n",
        "1.5\t-2\ta\n0.25\t3e2\tb\n4\t5\ta\n",
        "1.5;-2;a\n0.25;3e2;b\n4;5;a\n",
        "x,y,kind\n1.5,-2,a\n0.25,3e2,b\n4,5,a",
        "\uFEFFx,y,kind\r\n1.5,-2,a\r\n0.25,3e2,b\r\n4,5,a\r\n\r\n\n",
        "1.5,-2,a\r0.25,3e2,b\r4,5,a\r",
        " 1.5 , -2 ,a\n+0.25,300.0, b \n04,5.,\"a\"\n  \n",
        "\"x;\t\",\"y\n\",kind\n1.5,-2,a\n.25,300,b\n4,5,a\n",
        "3,2,a,b\n1.5,-2,0\n0.25,3e2,1\n4,5,0\n"
      })
  void formsOfTheSameRows(String text) {
    Dataset dataset = TEXT.read(source(text));
    assertThat(dataset.exampleShape()).containsExactly(2);
    assertThat(dataset.features().row(0)).containsExactly(1.5, -2);
    assertThat(dataset.features().row(1)).containsExactly(0.25, 300);
    assertThat(dataset.features().row(2)).containsExactly(4, 5);
    assertThat(dataset.labels().classes()).containsExactly("a", "b");
    assertThat(dataset.labels().index(0)).isZero();
    assertThat(dataset.labels().index(1)).isEqualTo(1);
    assertThat(dataset.labels().index(2)).isZero();
  }

  @Test
  void columnsCanBeLeftOutWhateverTheyHold() {
    DelimitedText format = TEXT.without(List.of(LabelColumn.FIRST, LabelColumn.parse("-2")));
    Dataset dataset = format.read(source("id,x,note,kind\nr1,1,good,a\nr2,2,bad,b\n"));
    assertThat(dataset.featureNames()).containsExactly("x");
    assertThat(dataset.features().row(1)).containsExactly(2);
    Dataset named =
        TEXT.without(List.of(LabelColumn.parse("note"), LabelColumn.parse("id")))
            .read(source("id,x,note,kind\nr1,1,good,a\nr2,2,bad,b\n"));
    assertThat(named.featureNames()).containsExactly("x");
    assertThat(format.read(source("r1,1,good,a\nr2,2,bad,b\n")).count()).isEqualTo(2);
  }

  @Test
  void rowsAreStepsOfTheSequenceThatAColumnNames() {
    DelimitedText format = TEXT.withSequence(LabelColumn.parse("2")).withLabel(LabelColumn.FIRST);
    String text = "a,u,1,2\nb,u,3,4\na,v,5,6\nb,u,7,8\nb,u,9,1\nb,u,2,3\n";
    Dataset dataset = format.read(source(text));
    assertThat(dataset.count()).isEqualTo(3);
    assertThat(dataset.exampleShape()).containsExactly(3, 2);
    assertThat(dataset.stepwise()).isTrue();
    assertThat(dataset.features().row(0)).containsExactly(1, 2, 3, 4, 0, 0);
    assertThat(dataset.features().row(1)).containsExactly(5, 6, 0, 0, 0, 0);
    assertThat(dataset.firstLabel(2)).isEqualTo(3);
    Dataset selected = dataset.select(new int[] {2, 1});
    assertThat(selected.features().row(0)).containsExactly(7, 8, 9, 1, 2, 3);
    assertThat(selected.labels().count()).isEqualTo(4);
    assertThat(selected.labels().name(3)).isEqualTo("a");
    float[] copied = new float[7];
    selected.features().copy(1, new Storage.Float32(copied), 1);
    assertThat(copied).containsExactly(0, 5, 6, 0, 0, 0, 0);
    assertThat(dataset.features().at(1, 1)).isEqualTo(6);
    assertThat(dataset.features().at(1, 2)).isZero();
    assertThat(dataset.withLength(4).width()).isEqualTo(8);
    assertThatThrownBy(() -> dataset.withLength(2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("sequence 3 has 3 steps; it must have at least 1 and at most 2");
    Features unlabelled = format.readFeatures(source("1,u\n2,u\n3,v\n"));
    assertThat(unlabelled).isInstanceOf(Features.Sequences.class);
    assertThat(unlabelled.row(0)).containsExactly(1, 2);
  }

  @Test
  void aSplitKeepsSequencesWhole() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      for (int step = 0; step <= i % 3; step++) {
        text.append(i).append(',').append(step).append(step == 0 ? ",a\n" : ",b\n");
      }
    }
    Dataset whole = TEXT.withSequence(LabelColumn.FIRST).read(source(text.toString()));
    Split split = Split.stratified(whole, 0.25, 0.25, 1);
    assertThat(split.train().count()).isEqualTo(20);
    assertThat(split.validation().count()).isEqualTo(10);
    assertThat(split.test().stepwise()).isTrue();
    int labels =
        split.train().labels().count()
            + split.validation().labels().count()
            + split.test().labels().count();
    assertThat(labels).isEqualTo(whole.labels().count());
  }

  @Test
  void gzipIsRecognisedByItsContent() {
    byte[] text = "1,2,0\n3,4,1\n".getBytes(StandardCharsets.UTF_8);
    assertThat(TEXT.read(source(TestFiles.gzip(text))).count()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "1", "-3", "kind"})
  void theLabelStandsAnywhere(String column) {
    Dataset dataset =
        TEXT.withLabel(LabelColumn.parse(column)).read(source("kind,x,y\n7,1,2\n8,3,4\n"));
    assertThat(dataset.featureNames()).containsExactly("x", "y");
    assertThat(dataset.features().row(1)).containsExactly(3, 4);
    assertThat(dataset.labels().name(1)).isEqualTo("8");
  }

  @Test
  void aLabelInTheMiddleIsNamedByTheHeader() {
    Dataset dataset =
        TEXT.withLabel(new LabelColumn.Name("kind")).read(source("x,kind,y\n1,no,2\n3,yes,4\n"));
    assertThat(dataset.featureNames()).containsExactly("x", "y");
    assertThat(dataset.features().row(0)).containsExactly(1, 2);
    assertThat(dataset.labels().classes()).containsExactly("no", "yes");
  }

  @Test
  void numbersAsClassesAreInNumericalOrderAndCompareByValue() {
    Dataset dataset = TEXT.read(source("0,10\n0,9\n0,3.0\n0,3\n0,-1\n0,0.5\n0,03\n"));
    assertThat(dataset.labels().classes()).containsExactly("-1", "0.5", "3", "9", "10");
    assertThat(dataset.labels().counts()).containsExactly(1, 1, 3, 1, 1);
  }

  @Test
  void namesAsClassesAreAsWritten() {
    Dataset dataset = TEXT.read(source("0,10\n0,9\n0,3.0\n0,A\n"));
    assertThat(dataset.labels().classes()).containsExactly("10", "3.0", "9", "A");
  }

  @Test
  void knownClassesKeepTheirOrder() {
    Dataset dataset = TEXT.withClasses(List.of("9", "3", "5")).read(source("0,3.0\n0,9\n"));
    assertThat(dataset.labels().classes()).containsExactly("9", "3", "5");
    assertThat(dataset.labels().index(0)).isEqualTo(1);
    assertThat(dataset.labels().index(1)).isZero();
  }

  @Test
  void aDeclarationNumbersItsClasses() {
    String text = "2,2,setosa,virginica\n1,2,1\n3,4,0\n";
    Dataset dataset = TEXT.withHeader(Header.COUNTS).read(source(text));
    assertThat(dataset.labels().classes()).containsExactly("setosa", "virginica");
    assertThat(dataset.labels().name(0)).isEqualTo("virginica");
    Dataset known = TEXT.withClasses(List.of("virginica", "setosa")).read(source(text));
    assertThat(known.labels().index(0)).isZero();
    assertThat(TEXT.readFeatures(source(text)).width()).isEqualTo(2);
  }

  @Test
  void whatLooksLikeAHeaderCanBeARowAndTheOtherWayRound() {
    Dataset numbers = TEXT.withHeader(Header.NAMES).read(source("0,1\n5,6\n"));
    assertThat(numbers.count()).isEqualTo(1);
    assertThat(numbers.featureNames()).containsExactly("0");
    assertThat(TEXT.read(source("2,2,a\n1,2,b\n")).count()).isEqualTo(2);
    Dataset declared = TEXT.withHeader(Header.NONE).read(source("2,2,a\n1,2,b\n"));
    assertThat(declared.count()).isEqualTo(2);
    Dataset commas = TEXT.withDelimiter(Delimiter.COMMA).read(source("1,a;b\n2,c\td\n"));
    assertThat(commas.labels().classes()).containsExactly("a;b", "c\td");
  }

  @Test
  void featuresAndLabelsInTwoFiles(@TempDir Path folder) {
    Path features = TestFiles.write(folder, "features.csv", "x,\n1,2\n3,4\n");
    Path labels = TestFiles.write(folder, "labels.csv", "kind\n1\n0\n");
    Dataset dataset = TEXT.read(features, labels);
    assertThat(dataset.name()).isEqualTo("features");
    assertThat(dataset.featureNames()).containsExactly("x", "column 2");
    assertThat(dataset.labels().classes()).containsExactly("0", "1");
    assertThat(dataset.labels().index(0)).isEqualTo(1);
    Path words = TestFiles.write(folder, "words.csv", "dog\ncat\n");
    assertThat(TEXT.read(features, words).labels().name(0)).isEqualTo("dog");
  }

  @Test
  void numbersAreTheNearestFloat64() {
    String[] texts = {
      "0.1", "-0.0", "123456789012345", "1234567890123456789", "0.30000000000000004", "1e-400",
      "4.9e-324", "1.7976931348623157E308", ".5", "5.", "9007199254740993", "0.000001234567890123",
      "+7"
    };
    Features features = TEXT.readFeatures(source(String.join("\n", texts)));
    for (int i = 0; i < texts.length; i++) {
      assertThat(Double.doubleToRawLongBits(features.at(i, 0)))
          .as(texts[i])
          .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(texts[i])));
    }
  }

  /** Expected counts are those of datasets.py beside these tests. */
  @Test
  void publicFiles() {
    Dataset letters =
        TEXT.withLabel(LabelColumn.FIRST).read(shared("cmu-letters/largeTrain.csv.gz"));
    assertThat(letters.count()).isEqualTo(9000);
    assertThat(letters.width()).isEqualTo(128);
    assertThat(letters.labels().counts()).hasSize(10).containsOnly(900);
    Dataset points = TEXT.read(shared("uva-3d/trnX-3d.csv"), shared("uva-3d/trnY-3d.csv"));
    assertThat(points.width()).isEqualTo(3);
    assertThat(points.labels().counts()).containsExactly(1211, 1219);
    assertThat(TEXT.readFeatures(shared("uva-3d/tstX-3d.csv")).count()).isEqualTo(300);
    Dataset cancer = TEXT.read(shared("sklearn-classics/breast_cancer.csv"));
    assertThat(cancer.width()).isEqualTo(30);
    assertThat(cancer.labels().classes()).containsExactly("malignant", "benign");
    assertThat(cancer.labels().counts()).containsExactly(212, 357);
    Dataset iris = TEXT.read(shared("sklearn-classics/iris.csv"));
    assertThat(iris.labels().classes()).containsExactly("setosa", "versicolor", "virginica");
    assertThat(iris.features().row(149)).containsExactly(5.9, 3, 5.1, 1.8);
  }
}
