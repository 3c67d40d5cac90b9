package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the command line did.
 *
 * @param code the exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record Outcome(int code, String out, String err) {
  /** Runs the command line in this process. */
  public static Outcome of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    int code =
        Main.commandLine(texts)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(texts);
    return new Outcome(code, out.toString(), err.toString());
  }

  /** Runs the command line in this process, with a text on standard input. */
  static Outcome reading(String input, Object... arguments) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      return of(arguments);
    } finally {
      System.setIn(before);
    }
  }

  /** Runs what must succeed. */
  public static Outcome done(Object... arguments) {
    Outcome outcome = of(arguments);
    assertThat(outcome.code).as(outcome.err).isZero();
    return outcome;
  }

  public List<String> lines() {
    return out.lines().toList();
  }

  public JsonNode json() {
    assertThat(out).endsWith("}\n").containsOnlyOnce("\n");
    return new JsonMapper().readTree(out);
  }
}
