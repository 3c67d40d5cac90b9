package org.chainrule.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.MemorySegment;
import org.chainrule.learn.data.DataException;

/** Any bytes are tensors or are refused; with JAZZER_FUZZ=1 bytes are looked for that are not. */
class SafetensorsFuzzTest {
  @FuzzTest
  void anyBytes(byte[] bytes) {
    try {
      Safetensors file = Safetensors.read("model", MemorySegment.ofArray(bytes));
      long values = file.tensors().stream().mapToLong(StoredTensor::size).sum();
      assertThat(values).isLessThanOrEqualTo(bytes.length / 2);
    } catch (DataException refusal) {
      assertThat(refusal).hasMessageStartingWith("model, ");
    }
  }
}
