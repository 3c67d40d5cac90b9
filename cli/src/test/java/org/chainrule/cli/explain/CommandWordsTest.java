package org.chainrule.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandWordsTest {
  @Test
  void aShellSplitsTheLineIntoTheWordsAgain() {
    List<String> words =
        List.of("search", "my data.csv", "--space", "alpha=log(1,2); solver=adam", "--o=it's");
    String line = CommandWords.joined(words);
    assertThat(line)
        .isEqualTo("search 'my data.csv' --space 'alpha=log(1,2); solver=adam' \"--o=it's\"");
    assertThat(CommandWords.of(line)).isEqualTo(words);
  }
}
