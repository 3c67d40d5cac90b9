package org.chainrule.learn.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Texts with a label: a line each, the text, a tab and the label. Gzip or not, UTF-8; empty lines
 * are left out.
 *
 * @param name what to call them
 * @param texts the texts
 * @param labels what each should be said to be
 */
public record LabelledLines(String name, List<String> texts, Labels labels) {
  public LabelledLines {
    texts = List.copyOf(texts);
    if (texts.size() != labels.count()) {
      throw new IllegalArgumentException(
          name + ": " + labels.count() + " labels for " + texts.size() + " texts");
    }
  }

  /**
   * Reads a file.
   *
   * @param classes those that a label must belong to; if empty, those that occur
   * @throws DataException if it cannot be read, or a line is not like that
   */
  public static LabelledLines read(Path file, List<String> classes) {
    Source source = Source.of(file);
    List<String> texts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    try (BufferedReader reader = source.reader()) {
      String line = reader.readLine();
      for (int number = 1; line != null; number++, line = reader.readLine()) {
        if (line.isBlank()) {
          continue;
        }
        int tab = line.lastIndexOf('\t');
        String label = line.substring(tab + 1).strip();
        if (tab < 0 || label.isEmpty()) {
          throw new DataException(
              source.name()
                  + ", line "
                  + number
                  + (tab < 0 ? ": has no tab" : ": has no label")
                  + "; a text, a tab and a label are expected");
        }
        if (!classes.isEmpty() && !classes.contains(label)) {
          throw new DataException(
              source.name()
                  + ", line "
                  + number
                  + ": the label is "
                  + DataException.quote(label)
                  + ", but one of "
                  + classes
                  + " is expected");
        }
        texts.add(line.substring(0, tab));
        names.add(label);
      }
    } catch (IOException e) {
      throw source.failure(e);
    }
    if (texts.isEmpty()) {
      throw new DataException(source.name() + ": has no texts");
    }
    List<String> known = classes.isEmpty() ? Labels.inOrder(names) : classes;
    Map<String, Integer> indices = new HashMap<>();
    known.forEach(name -> indices.put(name, indices.size()));
    int[] labels = names.stream().mapToInt(name -> indices.getOrDefault(name, -1)).toArray();
    return new LabelledLines(source.title(), texts, new Labels(labels, known));
  }

  /**
   * Reads texts without labels, a line each; an empty line is a text, too.
   *
   * @throws DataException if the file cannot be read
   */
  public static List<String> readTexts(Path file) {
    Source source = Source.of(file);
    try (BufferedReader reader = source.reader()) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw source.failure(e);
    } catch (UncheckedIOException e) {
      throw source.failure(Objects.requireNonNull(e.getCause()));
    }
  }

  /** Those of the given numbers, in that order. */
  public LabelledLines select(int[] examples) {
    List<String> selected = new ArrayList<>();
    for (int example : examples) {
      selected.add(texts.get(example));
    }
    return new LabelledLines(name, selected, labels.select(examples));
  }
}
