package org.chainrule.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandWordsTest {
  private static final List<String> WORDS =
      List.of(
          "search",
          "my data.csv",
          "--space",
          "alpha=log(1,2); solver=adam",
          "--o=it's",
          "",
          "both ' and \"",
          "it's $HOME, `x`, \\n and \\\"",
          "'",
          "a\nb");

  @Test
  void theLineCanBeReadByPeople() {
    assertThat(CommandWords.command(WORDS.subList(0, 5)))
        .isEqualTo(
            "chainrule search 'my data.csv' --space 'alpha=log(1,2); solver=adam' \"--o=it's\"");
  }

  @Test
  void theWordsAreFoundAgain() {
    assertThat(CommandWords.of(CommandWords.joined(WORDS))).isEqualTo(WORDS);
  }

  @Test
  void aShellSplitsTheLineIntoTheWordsAgain() throws IOException {
    Process shell =
        new ProcessBuilder("sh", "-c", "printf '%s|' " + CommandWords.joined(WORDS)).start();
    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(String.join("|", WORDS) + "|");
  }
}
