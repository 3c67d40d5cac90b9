package org.chainrule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.learn.data.AtomicFile;
import org.chainrule.learn.data.DataException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What it takes to begin a training anew, apart from its checkpoints: {@code resume.json}.
 *
 * @param started when it began
 * @param arguments what the command was given
 * @param digests SHA-256 of every file that it read, in order
 */
record Resumption(Instant started, List<String> arguments, List<String> digests) {
  static final String FILE = "resume.json";

  /** Of a training that begins with these examples. */
  static Resumption of(Instant started, List<String> arguments, Examples examples) {
    return new Resumption(started, List.copyOf(arguments), digests(examples.sources()));
  }

  private static List<String> digests(Map<String, Source> sources) {
    return sources.values().stream()
        .flatMap(source -> source.files().stream())
        .map(Source.Content::sha256)
        .toList();
  }

  /**
   * Checks that examples are those that the training began with.
   *
   * @throws DataException if a file holds something else now
   */
  void requireSame(Examples examples) {
    if (!digests(examples.sources()).equals(digests)) {
      throw new DataException(
          examples.name()
              + ": has changed since the training began, so it can't go on to the same result;"
              + " begin a new one");
    }
  }

  void write(Path folder) {
    AtomicFile.writeText(folder.resolve(FILE), Json.indented(this::write));
  }

  private void write(JsonGenerator json) {
    json.writeStringProperty("started", started.toString());
    Json.texts(json, "arguments", arguments);
    Json.texts(json, "sha256", digests);
  }

  /**
   * Reads what was written.
   *
   * @throws DataException if that can't be done
   */
  static Resumption read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      JsonNode root = new JsonMapper().readTree(Files.readAllBytes(file));
      return new Resumption(
          Instant.parse(root.path("started").asString("")),
          texts(root.path("arguments")),
          texts(root.path("sha256")));
    } catch (IOException e) {
      throw DataException.unreadable(file.toString(), e);
    } catch (JacksonException | DateTimeException e) {
      throw new DataException(file + ": is no record of a training: " + e.getMessage(), e);
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asString("")));
    return texts;
  }

  static void remove(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(FILE));
    } catch (IOException e) {
      throw new DataException(Messages.format("%s: cannot be removed (%s)", folder, e), e);
    }
  }
}
