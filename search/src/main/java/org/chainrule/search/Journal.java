package org.chainrule.search;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.chainrule.learn.data.AtomicFile;
import org.chainrule.learn.data.DataException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The trials of a search in a file, one JSON object a line, each forced to the disk when it is
 * done. A line that was cut off by a crash is left out, and the search repeats its trial.
 *
 * <p>The first line says of what: other data, folds or fixed settings need another file.
 */
public final class Journal {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SUBJECT = "search";

  private final Path file;
  private final Map<Map<String, String>, Trial> known = new LinkedHashMap<>();

  private Journal(Path file) {
    this.file = file;
  }

  /**
   * Opens a journal, or begins one.
   *
   * @param subject what the trials depend on beside their settings
   * @throws DataException if the file is another subject's, no journal, or can't be read or written
   */
  public static Journal open(Path file, String subject) {
    Journal journal = new Journal(file);
    if (!Files.exists(file)) {
      ObjectNode first = JSON.createObjectNode().put(SUBJECT, subject);
      AtomicFile.writeText(file, JSON.writeValueAsString(first) + "\n");
      return journal;
    }
    journal.read(subject);
    return journal;
  }

  private void read(String subject) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read (" + e.getMessage() + ")", e);
    }
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    List<String> lines = whole.lines().toList();
    if (lines.isEmpty() || !parse(lines.getFirst(), 1).path(SUBJECT).isString()) {
      throw new DataException(file + ": is no journal of a search");
    }
    if (!parse(lines.getFirst(), 1).path(SUBJECT).asString().equals(subject)) {
      throw new DataException(
          file
              + ": holds trials on other data, with other folds or other fixed settings; name a new"
              + " folder for this search");
    }
    for (int i = 1; i < lines.size(); i++) {
      Trial trial = trial(parse(lines.get(i), i + 1));
      known.put(trial.settings(), trial);
    }
    if (whole.length() < text.length()) {
      AtomicFile.writeText(file, whole);
    }
  }

  private JsonNode parse(String line, int number) {
    try {
      return JSON.readTree(line);
    } catch (JacksonException e) {
      throw new DataException(
          file + ", line " + number + ": is not JSON; remove the line to repeat its trial", e);
    }
  }

  /** How many trials it holds. */
  public int size() {
    return known.size();
  }

  /** The trial of these settings, if it has been done. */
  Optional<Trial> find(SequencedMap<String, String> settings) {
    return Optional.ofNullable(known.get(settings));
  }

  /**
   * Adds a trial.
   *
   * @throws DataException if it can't be written
   */
  void add(Trial trial) {
    known.put(trial.settings(), trial);
    byte[] line = (JSON.writeValueAsString(json(trial)) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    } catch (IOException e) {
      throw new DataException(file + ": cannot be written (" + e.getMessage() + ")", e);
    }
  }

  private static ObjectNode json(Trial trial) {
    ObjectNode node = JSON.createObjectNode();
    ObjectNode settings = node.putObject("settings");
    trial.settings().forEach(settings::put);
    fill(node.putArray("train"), trial.trainScores());
    fill(node.putArray("dev"), trial.scores());
    node.put("iterations", trial.iterations());
    trial.failure().ifPresent(reason -> node.put("failure", reason));
    return node;
  }

  private static void fill(ArrayNode array, List<Double> numbers) {
    for (double number : numbers) {
      if (Double.isFinite(number)) {
        array.add(number);
      } else {
        array.addNull();
      }
    }
  }

  private static Trial trial(JsonNode node) {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    node.path("settings")
        .properties()
        .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asString()));
    return new Trial(
        settings,
        numbers(node.path("train")),
        numbers(node.path("dev")),
        node.path("iterations").asInt(0),
        Optional.ofNullable(node.path("failure").asString(null)));
  }

  private static List<Double> numbers(JsonNode array) {
    List<Double> numbers = new ArrayList<>();
    array.forEach(node -> numbers.add(node.isNumber() ? node.asDouble() : Double.NaN));
    return numbers;
  }
}
