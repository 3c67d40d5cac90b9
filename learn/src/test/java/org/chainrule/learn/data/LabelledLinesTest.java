package org.chainrule.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledLinesTest {
  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void readsTextsWithLabels() throws IOException {
    LabelledLines lines =
        LabelledLines.read(file("r.tsv", "good \"film\"\t1\n\na\tb\t0\r\nbad\t1"), List.of());
    assertThat(lines.name()).isEqualTo("r");
    assertThat(lines.texts()).containsExactly("good \"film\"", "a\tb", "bad");
    assertThat(lines.labels().classes()).containsExactly("0", "1");
    assertThat(lines.labels().name(2)).isEqualTo("1");
    assertThat(lines.select(new int[] {2, 0}).texts()).containsExactly("bad", "good \"film\"");
  }

  @Test
  void readsPackedFilesAndTextsAlone() throws IOException {
    Path packed = folder.resolve("p.tsv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("größe\tx\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(LabelledLines.read(packed, List.of()).texts()).containsExactly("größe");
    assertThat(LabelledLines.readTexts(file("t.txt", "one\n\ntwo\n")))
        .containsExactly("one", "", "two");
  }

  @Test
  void saysWhatIsWrongAndWhere() throws IOException {
    Path none = file("none.tsv", "a\t1\nno label\n");
    assertThatThrownBy(() -> LabelledLines.read(none, List.of()))
        .isInstanceOf(DataException.class)
        .hasMessage(none + ", line 2: has no tab; a text, a tab and a label are expected");
    Path other = file("other.tsv", "a\t7\n");
    assertThatThrownBy(() -> LabelledLines.read(other, List.of("0", "1")))
        .hasMessageContaining("line 1: the label is '7', but one of [0, 1] is expected");
    Path empty = file("empty.tsv", "\n");
    assertThatThrownBy(() -> LabelledLines.read(empty, List.of())).hasMessageContaining("no texts");
    Path latin = folder.resolve("latin.tsv");
    Files.write(latin, new byte[] {'a', '\t', '1', '\n', (byte) 0xE9, '\t', '1', '\n'});
    assertThatThrownBy(() -> LabelledLines.read(latin, List.of()))
        .hasMessageContaining("line 2: not UTF-8");
  }
}
