package org.chainrule.learn.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.learn.data.DelimitedText.Delimiter;
import org.chainrule.learn.data.DelimitedText.Header;

/** Any bytes are a dataset or are refused; with JAZZER_FUZZ=1 bytes are looked for that are not. */
class DelimitedTextFuzzTest {
  private static final List<Header> HEADERS = List.of(Header.values());
  private static final List<Delimiter> DELIMITERS = List.of(Delimiter.values());
  private static final List<LabelColumn> LABELS =
      List.of(LabelColumn.FIRST, LabelColumn.LAST, new LabelColumn.Name("kind"));

  /** The last byte chooses how the others are read. */
  @FuzzTest
  void anyBytes(byte[] bytes) {
    int length = Math.max(bytes.length - 1, 0);
    int choice = length < bytes.length ? bytes[length] & 0xFF : 0;
    boolean labelled = choice % 2 == 0;
    DelimitedText text =
        new DelimitedText()
            .withHeader(HEADERS.get(choice / 2 % 4))
            .withDelimiter(DELIMITERS.get(choice / 8 % 4))
            .withLabel(LABELS.get(choice / 32 % 3));
    Source source = TestFiles.source(Arrays.copyOf(bytes, length));
    try {
      if (labelled) {
        Dataset dataset = text.read(source);
        assertThat(dataset.labels().classes()).isNotEmpty().doesNotContain("");
        assertFinite(dataset.features());
      } else {
        assertFinite(text.readFeatures(source));
      }
    } catch (DataException refusal) {
      assertThat(refusal).hasMessageStartingWith(source.name());
    }
  }

  private static void assertFinite(Features features) {
    assertThat(features.count()).isPositive();
    assertThat(
            IntStream.range(0, features.count() * features.width())
                .mapToDouble(i -> features.at(i / features.width(), i % features.width()))
                .allMatch(Double::isFinite))
        .isTrue();
  }
}
