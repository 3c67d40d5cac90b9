package org.chainrule.learn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Embedding;
import org.chainrule.learn.network.From;
import org.chainrule.learn.network.GlobalPool;
import org.chainrule.learn.network.Join;
import org.chainrule.learn.network.Label;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Pooling;
import org.junit.jupiter.api.Test;

/** A table of five words, and one of three that reads the same examples in a branch of its own. */
class WordNumbersTest {
  private static final Network NETWORK =
      Network.of(
          Shape.of(2),
          new Label("words"),
          new Embedding(5, 4),
          new GlobalPool(Pooling.MEAN),
          new Label("mean"),
          new From("words"),
          new Embedding(3, 4),
          new GlobalPool(Pooling.MAX),
          new Join(Join.How.ADD, "mean"),
          new Dense(2));

  private static Dataset words(double... numbers) {
    return new Dataset(
        "words",
        List.of(2),
        Features.of(numbers, 2),
        new Labels(new int[] {0, 1}, List.of("a", "b")));
  }

  private static Trainer trainer() {
    return new Trainer(NETWORK, Recipe.standard(), Precision.FLOAT32);
  }

  private static void assertTold(String what, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOf(DataException.class)
        .hasMessage(what + "; embedding_2 reads whole numbers from 0 to 2");
  }

  @Test
  void everyTableMustHaveTheWords() {
    Dataset beyond = words(0, 1, 2, 3);
    Trainer trainer = trainer();
    trainer.epoch(words(0, 1, 2, 2), Progress.NONE);
    String told = "words: 3.0 in column 2 of example 2";
    assertTold(told, () -> trainer.epoch(beyond, Progress.NONE));
    assertTold(told, () -> trainer.epoch(beyond, Progress.NONE));
    assertTold(told, () -> trainer.score(beyond));
    Model model = trainer.model(List.of("a", "b"));
    assertTold(told, () -> model.score(beyond));
    assertTold("examples: 3.0 in column 2 of example 2", () -> model.predict(beyond.features()));
    assertThat(model.predict(words(2, 2, 0, 1).features()).count()).isEqualTo(2);
  }

  @Test
  void theyAreWholeNumbersFromZero() {
    assertTold(
        "words: 0.5 in column 1 of example 1",
        () -> trainer().epoch(words(0.5, 1, 2, 2), Progress.NONE));
    assertTold(
        "words: -1.0 in column 2 of example 1",
        () -> trainer().epoch(words(0, -1, 2, 2), Progress.NONE));
  }
}
