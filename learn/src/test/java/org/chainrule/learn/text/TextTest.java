package org.chainrule.learn.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Embedding;
import org.chainrule.learn.network.GlobalPool;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Pooling;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Predictions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
  private static List<String> words(String text) {
    return new Tokenizer(true).tokens(text).stream().map(Tokenizer.Token::word).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "A funny, moving film.; a|funny|,|moving|film|.",
        "Don't pay $3.50 -- it's well-made!; don't|pay|$|3.50|-|-|it's|well-made|!",
        "they wo n't sit still; they|wo|n't|sit|still",
        "It’s a ‘film’; it's|a|‘|film|’",
        "ÜBER Straße ΣΟΦΙΑ; über|straße|σοφια",
        "日本語のテキスト; 日|本|語|の|テ|キ|ス|ト",
        "हिन्दी में; हिन्दी|में",
        "العربية جميلة; العربية|جميلة",
        "👍🏽 ok 👨‍👩‍👧; 👍🏽|ok|👨‍👩‍👧",
        "I ♥ it; i|♥|it"
      })
  void cutsTextsOfAnyScript(String text, String expected) {
    assertThat(words(text)).containsExactly(expected.split("\\|"));
  }

  @Test
  void lettersWithMarksAreTheSameHoweverTheyAreWritten() {
    assertThat(words("cafe\u0301")).isEqualTo(words("caf\u00e9")).containsExactly("caf\u00e9");
    assertThat(words(" \t\u00a0\u2003\u200b")).isEmpty();
    assertThat(new Tokenizer(false).tokens("New York").getLast())
        .isEqualTo(new Tokenizer.Token("York", 4, 8));
  }

  @Test
  void numbersWordsByHowOftenTheyOccur() {
    TextEncoder encoder =
        TextEncoder.of(List.of("b a b", "a b c", "d a"), new Tokenizer(true), 2, 10);
    assertThat(encoder.vocabulary().words()).containsExactly("a", "b");
    assertThat(encoder.length()).isEqualTo(3);
    Features rows = encoder.encode(List.of("B", "c a x b", ""));
    assertThat(rows.row(0)).containsExactly(3, 0, 0);
    assertThat(rows.row(1)).containsExactly(1, 2, 1);
    assertThat(rows.row(2)).containsExactly(0, 0, 0);
    assertThatThrownBy(() -> new Vocabulary(List.of("a", "a"))).hasMessageContaining("twice");
    assertThatThrownBy(() -> TextEncoder.of(List.of("b a b", "a b c"), new Tokenizer(true), 4, 10))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "no word occurs 4 times, the minimum count; the commonest, 'b', occurs 3 times, so a"
                + " minimum count of at most 3 is right");
    assertThatThrownBy(() -> TextEncoder.of(List.of(" "), new Tokenizer(true), 1, 10))
        .isInstanceOf(DataException.class)
        .hasMessage("there are no words");
  }

  @Test
  void runsOfWordsThatAreCommonAreWordsToo() {
    TextEncoder encoder =
        TextEncoder.of(
            List.of("not good", "not  Good, no", "good not"), new Tokenizer(true), 2, 10, 3, 0);
    assertThat(encoder.vocabulary().words()).containsExactly("good", "not", "not good");
    assertThat(encoder.length()).isEqualTo(4);
    assertThat(encoder.width()).isEqualTo(4 + 3 + 2);
    Features rows = encoder.encode(List.of("It's Not GOOD", "1 2 3 4 not good"));
    assertThat(rows.row(0)).containsExactly(1, 3, 2, 4, 0, 0, 0, 0, 0);
    assertThat(rows.row(1)).containsExactly(1, 1, 1, 1, 0, 0, 0, 0, 0);
    assertThat(encoder.tokens("It's Not  GOOD").getLast())
        .isEqualTo(new Tokenizer.Token("not good", 5, 14));
    assertThat(TextEncoder.of(List.of("a"), new Tokenizer(true), 1, 10, 5, 0).ngrams())
        .isEqualTo(1);
    assertThatThrownBy(
            () -> new TextEncoder(new Tokenizer(true), new Vocabulary(List.of()), 2, 3, 0))
        .hasMessageContaining("3-grams of 2 words");
  }

  @Test
  void theFirstLettersOfWordsAreWordsToo() {
    TextEncoder encoder =
        TextEncoder.of(
            List.of("Amusing, amuse amus", "amusingly a𝔟𝔠𝔡𝔢 a𝔟𝔠𝔡𝔣"),
            new Tokenizer(true),
            2,
            10,
            1,
            4);
    assertThat(encoder.vocabulary().words()).containsExactly("amus…", "a𝔟𝔠𝔡…");
    assertThat(encoder.length()).isEqualTo(4);
    assertThat(encoder.width()).isEqualTo(8);
    String text = "An amus amused … a𝔟𝔠𝔡𝔤";
    Features rows = encoder.encode(List.of(text, "unamused"));
    assertThat(rows.row(0)).containsExactly(1, 1, 1, 1, 2, 0, 0, 0);
    assertThat(rows.row(1)).containsExactly(1, 0, 0, 0, 0, 0, 0, 0);
    assertThat(encoder.tokens(text).getLast()).isEqualTo(new Tokenizer.Token("amus…", 8, 14));
    assertThatThrownBy(
            () -> new TextEncoder(new Tokenizer(true), new Vocabulary(List.of()), 2, 1, -1))
        .hasMessageContaining("prefixes of -1 letters");
  }

  /** With no hidden layer, the weights of the words sum to the difference of the outputs. */
  @Test
  void attributionsOfALinearModelAreItsTerms() {
    TextEncoder encoder =
        new TextEncoder(new Tokenizer(true), new Vocabulary(List.of("good", "bad", "film")), 6);
    Network network =
        Network.of(Shape.of(6), new Embedding(5, 2, 0), new GlobalPool(Pooling.MEAN), new Dense(2));
    Map<String, Tensor> values = new LinkedHashMap<>(network.initialize(1));
    values.put(
        "embedding_1.weight",
        Tensor.of(Shape.of(5, 2), 9, 9, 0.5, -0.25, 3, 1, -2, 0.5, 0.25, 0.125));
    values.put("dense_1.weight", Tensor.of(Shape.of(2, 2), 1, -1, 0.5, 2));
    Model model =
        new Model(network, List.of("no", "yes"), Precision.FLOAT64, values)
            .withText(Optional.of(encoder));
    List<Attribution> found = Attribution.of(model, encoder, "Good film, bad");
    // z0 − z1 = e·(2, −1.5), and each of the four words is a quarter of the mean
    double[] expected = {
      (3 * 2 - 1 * 1.5) / 4,
      (0.25 * 2 - 0.125 * 1.5) / 4,
      (0.5 * 2 + 0.25 * 1.5) / 4,
      (-2 * 2 - 0.5 * 1.5) / 4
    };
    double[] weights = found.stream().mapToDouble(Attribution::weight).toArray();
    double sum = Arrays.stream(expected).sum();
    assertThat(sum).isPositive(); // so that the class chosen is the first
    assertThat(weights).containsExactly(expected, within(1e-12));
    assertThat(found.stream().map(Attribution::word)).containsExactly("Good", "film", ",", "bad");
    assertThat(found.stream().map(Attribution::known)).containsExactly(true, true, false, true);
    Predictions predictions = model.predict(encoder.encode(List.of("Good film, bad")));
    double margin = Math.log(predictions.probability(0, 0) / predictions.probability(0, 1));
    assertThat(margin).isCloseTo(sum, within(1e-12));
    assertThat(Attribution.strongest(found, 2).stream().map(Attribution::word))
        .containsExactly("bad", "Good");
  }

  @Test
  void aModelOfNumbersHasNoWords() {
    Network network = Network.of(Shape.of(2), new Dense(2), Activation.RELU);
    Model model = new Model(network, List.of("a", "b"), Precision.FLOAT32, network.initialize(0));
    TextEncoder encoder = new TextEncoder(new Tokenizer(true), new Vocabulary(List.of()), 2);
    assertThatThrownBy(() -> Attribution.of(model, encoder, "x")).hasMessageContaining("embedding");
  }
}
