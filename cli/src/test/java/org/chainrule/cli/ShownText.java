package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A page in Markdown whose programs and their output stand in a test, too.
 *
 * @param text all of it
 */
public record ShownText(String text) {
  /** The text of a file. */
  public static ShownText of(Path file) {
    return new ShownText(TestFiles.read(file));
  }

  /** What stands between fences of a language. */
  public List<String> blocks(String language) {
    return Pattern.compile("(?s)```" + language + "\n(.*?)```")
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** The first of these blocks. */
  public String block(String language) {
    assertThat(blocks(language)).as("blocks ```" + language).isNotEmpty();
    return blocks(language).getFirst();
  }

  /**
   * Requires that a test's source has each of the Java programs, with its own stream for output.
   */
  public void requireProgramsIn(Path test) {
    String source = withoutSpace(TestFiles.read(test));
    assertThat(blocks("java")).isNotEmpty();
    for (String program : blocks("java")) {
      assertThat(source).contains(withoutSpace(program.replace("System.out.", "out.")));
    }
  }

  /** A text but for spaces and the ends of lines. */
  public static String withoutSpace(String text) {
    return text.replaceAll("\\s", "");
  }

  /** What a program prints. */
  public static String printed(Consumer<PrintStream> program) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      program.accept(out);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
