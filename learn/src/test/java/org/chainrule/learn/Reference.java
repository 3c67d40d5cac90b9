package org.chainrule.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers that a script under src/test/python computed. */
public final class Reference {
  private static final Pattern LIST = Pattern.compile("\"([^\"]+)\": \\[([^]]*)]");

  private static final Pattern CASE = Pattern.compile("\"([^\"]+)\": \\{");

  private Reference() {}

  /** The lists of numbers of one case of a file, by name. */
  public static Map<String, double[]> read(String file, String name) {
    String text = text(file);
    int from = text.indexOf("\"" + name + "\": {");
    assertThat(from).as("case " + name + " of " + file).isNotNegative();
    Matcher lists = LIST.matcher(text.substring(from, text.indexOf('}', from)));
    Map<String, double[]> numbers = new HashMap<>();
    while (lists.find()) {
      numbers.put(
          lists.group(1),
          Arrays.stream(lists.group(2).split(","))
              .filter(number -> !number.isBlank())
              .mapToDouble(Double::parseDouble)
              .toArray());
    }
    return numbers;
  }

  /** The names of the cases of a file, in order. */
  public static List<String> names(String file) {
    return CASE.matcher(text(file)).results().map(found -> found.group(1)).toList();
  }

  private static String text(String file) {
    try (InputStream stream = Reference.class.getResourceAsStream(file)) {
      assertThat(stream).as(file).isNotNull();
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
