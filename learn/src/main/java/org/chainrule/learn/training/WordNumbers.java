package org.chainrule.learn.training;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.network.Embedding;
import org.chainrule.learn.network.Layer;
import org.chainrule.learn.network.Network;

/**
 * What examples are to a network whose tables of words read them: numbers of words.
 *
 * @param layer the smallest of these tables
 * @param words how many words it has
 */
record WordNumbers(String layer, int words) {
  /** Those that a network reads; none if no table of words reads examples as they are. */
  static Optional<WordNumbers> of(Network network) {
    List<Optional<Layer>> before = Network.computing(network.layers());
    List<Network.Stage> stages = network.stages();
    return IntStream.range(0, stages.size())
        .filter(i -> before.get(i).isEmpty())
        .mapToObj(stages::get)
        .filter(stage -> stage.layer() instanceof Embedding)
        .map(stage -> new WordNumbers(stage.name(), ((Embedding) stage.layer()).words()))
        .min(Comparator.comparingInt(WordNumbers::words));
  }

  /**
   * Checks that examples have them.
   *
   * @param name what to call the examples
   * @throws DataException if a number is no whole one below the number of words
   */
  void require(String name, Features features) {
    for (int i = 0; i < features.count(); i++) {
      for (int j = 0; j < features.width(); j++) {
        double number = features.at(i, j);
        if (!(number == Math.rint(number) && number >= 0 && number < words)) {
          throw new DataException(
              String.format(
                  Locale.ROOT,
                  "%s: %s in column %d of example %d; %s reads whole numbers from 0 to %d",
                  name,
                  number,
                  j + 1,
                  i + 1,
                  layer,
                  words - 1));
        }
      }
    }
  }
}
