package org.chainrule.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.chainrule.learn.data.TestFiles.shared;

import java.util.List;
import org.chainrule.graph.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatasetTest {
  private static final Labels LABELS = new Labels(new int[] {1, 0, 1}, List.of("no", "yes"));

  static List<Features> features() {
    return List.of(
        Features.of(new double[] {0, 1, 127, 128, 254, 255}, 2),
        Features.of(new float[] {0, 1, 127, 128, 254, 255}, 2),
        new Features.Bytes(new byte[] {0, 1, 127, -128, -2, -1}, 2));
  }

  @ParameterizedTest
  @MethodSource("features")
  void featuresAreCopiedAndSelected(Features features) {
    assertThat(features.count()).isEqualTo(3);
    assertThat(features.width()).isEqualTo(2);
    assertThat(features.at(2, 1)).isEqualTo(255);
    assertThat(features.row(1)).containsExactly(127, 128);
    float[] target = new float[4];
    features.copy(2, new Storage.Float32(target), 1);
    assertThat(target).containsExactly(0, 254, 255, 0);
    Features selected = features.select(new int[] {2, 0, 2});
    assertThat(selected.row(0)).containsExactly(254, 255);
    assertThat(selected.row(1)).containsExactly(0, 1);
    assertThat(selected.row(2)).containsExactly(254, 255);
    assertThat(features.select(new int[0]).count()).isZero();
  }

  @Test
  void labelsKnowTheirClasses() {
    assertThat(LABELS.name(0)).isEqualTo("yes");
    assertThat(LABELS.counts()).containsExactly(1, 2);
    assertThat(LABELS.select(new int[] {1, 1}).counts()).containsExactly(2, 0);
    assertThatThrownBy(() -> new Labels(new int[] {0, 2}, List.of("a", "b")))
        .hasMessage("label 2 of example 1 is not the index of one of 2 classes");
    assertThatThrownBy(() -> new Labels(new int[0], List.of("a", "a")))
        .hasMessage("a class is named twice in [a, a]");
  }

  @Test
  void labelsFindTheirPlaceAmongOtherClasses() {
    Labels labels = LABELS.withClasses(List.of("yes", "perhaps", "no"));
    assertThat(labels.counts()).containsExactly(2, 0, 1);
    assertThat(labels.name(1)).isEqualTo("no");
    assertThatThrownBy(() -> LABELS.withClasses(List.of("yes", "perhaps")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Labels.inOrder(List.of("10", "9", "-1.5", "9"))).containsExactly("-1.5", "9", "10");
    assertThat(Labels.inOrder(List.of("10", "b", "9", "a"))).containsExactly("10", "9", "a", "b");
  }

  @Test
  void partsMustFit() {
    Features features = features().getFirst();
    Dataset dataset = new Dataset("points", List.of(2), features, LABELS);
    assertThat(dataset.withExampleShape(List.of(1, 2)).select(new int[] {2}).count()).isEqualTo(1);
    assertThatThrownBy(() -> dataset.withExampleShape(List.of(3)))
        .hasMessage("points: an example of shape [3] does not have 2 values");
    assertThatThrownBy(() -> dataset.withExampleShape(List.of(-1, -2)))
        .hasMessage("points: an example of shape [-1, -2] does not have 2 values");
    assertThatThrownBy(
            () -> new Dataset("points", List.of(2), features, LABELS.select(new int[] {0})))
        .hasMessage("points: 1 targets for 3 examples");
    assertThatThrownBy(() -> new Dataset("points", List.of(2), List.of("x"), features, LABELS))
        .hasMessage("points: 1 names for 2 columns");
    assertThatThrownBy(() -> Features.of(new double[5], 2))
        .hasMessage("5 values are not rows of 2");
  }

  /** Expected numbers are those of datasets.py beside these tests. */
  @Test
  void digitsSummary() {
    DatasetSummary summary = DatasetSummary.of(Digits.load());
    assertThat(summary.name()).isEqualTo("digits");
    assertThat(summary.count()).isEqualTo(1797);
    assertThat(summary.exampleShape()).containsExactly(8, 8);
    assertThat(summary.classes())
        .extracting(DatasetSummary.ClassCount::name)
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(summary.classes())
        .extracting(DatasetSummary.ClassCount::count)
        .containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
    assertSpread(summary.all(), 0, 16, 4.884164579855314, 6.016787548672236);
    assertSpread(summary.columns().get(2).spread(), 0, 16, 5.204785754034502, 4.753503165476308);
    assertThat(summary.constantColumns())
        .extracting(DatasetSummary.Column::name)
        .containsExactly("column 1", "column 33", "column 40");
  }

  @Test
  void cancerSummary() {
    DatasetSummary summary =
        DatasetSummary.of(new DelimitedText().read(shared("sklearn-classics/breast_cancer.csv")));
    assertSpread(summary.all(), 0, 4254, 61.89071233951964, 228.29740508276657);
    assertSpread(
        summary.columns().get(2).spread(), 43.79, 188.5, 91.96903339191564, 24.27761929305318);
  }

  private static void assertSpread(
      Spread spread, double minimum, double maximum, double mean, double deviation) {
    assertThat(spread.minimum()).isEqualTo(minimum);
    assertThat(spread.maximum()).isEqualTo(maximum);
    assertThat(spread.mean()).isCloseTo(mean, within(1e-12 * mean));
    assertThat(spread.standardDeviation()).isCloseTo(deviation, within(1e-12 * deviation));
  }
}
