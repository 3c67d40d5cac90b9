package org.chainrule.exchange;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.text.TextEncoder;
import org.chainrule.learn.text.Tokenizer;
import org.chainrule.learn.text.Vocabulary;
import tools.jackson.core.JsonGenerator;

/** How a model that reads texts turns them into numbers, as JSON in its file. */
final class TextFormat {
  static final String KEY = "text";
  private static final String LETTERS = "letters";
  private static final String SMALL = "small";
  private static final String ANY = "any";
  private static final String LENGTH = "length";
  private static final String NGRAMS = "ngrams";
  private static final String PREFIXES = "prefixes";
  private static final String WORDS = "words";

  private TextFormat() {}

  static String format(TextEncoder encoder) {
    return JsonText.of(json -> write(json, encoder));
  }

  private static void write(JsonGenerator json, TextEncoder encoder) {
    json.writeStringProperty(LETTERS, encoder.tokenizer().lowerCase() ? SMALL : ANY)
        .writeNumberProperty(LENGTH, encoder.length())
        .writeNumberProperty(NGRAMS, encoder.ngrams())
        .writeNumberProperty(PREFIXES, encoder.prefixes());
    JsonText.texts(json, WORDS, encoder.vocabulary().words());
  }

  /**
   * Reads it, if it is there.
   *
   * @throws DataException if it is not like that
   */
  static Optional<TextEncoder> parse(Path file, Map<String, String> metadata) {
    String text = metadata.get(KEY);
    if (text == null) {
      return Optional.empty();
    }
    String place = file + ", __metadata__, " + KEY;
    Fields root = Fields.parse(place, text);
    String letters = root.text(LETTERS);
    if (!letters.equals(SMALL) && !letters.equals(ANY)) {
      throw root.wrong(LETTERS, DataException.quote(letters) + " is neither small nor any");
    }
    try {
      TextEncoder encoder =
          new TextEncoder(
              new Tokenizer(letters.equals(SMALL)),
              new Vocabulary(root.texts(WORDS)),
              root.count(LENGTH),
              root.count(NGRAMS),
              root.whole(PREFIXES));
      root.requireNoOthers();
      return Optional.of(encoder);
    } catch (IllegalArgumentException e) {
      throw new DataException(place + ": " + e.getMessage(), e);
    }
  }
}
