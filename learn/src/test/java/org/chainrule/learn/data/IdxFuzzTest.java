package org.chainrule.learn.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import java.util.List;

/** Any bytes are an array or are refused; with JAZZER_FUZZ=1 bytes are looked for that are not. */
class IdxFuzzTest {
  private static final Source TWO_LABELS =
      TestFiles.source(HexFormat.of().parseHex("00000801000000020301"));
  private static final Source TWO_EXAMPLES =
      TestFiles.source(HexFormat.of().parseHex("000008020000000200000001ff7f"));

  @FuzzTest
  void anyBytes(byte[] bytes) {
    Source source = TestFiles.source(bytes);
    try {
      Dataset dataset = Idx.read(source, TWO_LABELS, List.of());
      assertThat(dataset.count()).isEqualTo(2);
      assertThat(dataset.features().at(1, dataset.width() - 1)).isFinite();
    } catch (DataException refusal) {
      assertThat(refusal).hasMessageStartingWith(source.name());
    }
    try {
      Dataset dataset = Idx.read(TWO_EXAMPLES, source, List.of());
      assertThat(dataset.labels().name(1)).matches("-?\\d+");
    } catch (DataException refusal) {
      assertThat(refusal).hasMessageStartingWith(source.name());
    }
  }
}
