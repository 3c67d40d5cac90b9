package org.chainrule.bench.grid;

import static org.assertj.core.api.Assertions.assertThat;

import org.chainrule.bench.data.Examples;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.junit.jupiter.api.Test;

class SearchTest {
  private static final Examples EXAMPLES = Examples.octants(100, 1);

  @Test
  void thereAreFortyEightDifferentSettings() {
    assertThat(Search.combinations()).hasSize(48).doesNotHaveDuplicates();
  }

  @Test
  void theBestIsTheSameOnAnyNumberOfThreads() {
    Search search = new Search(Search.combinations().subList(0, 4), EXAMPLES, 4);
    Search.Found one = search.run(Precision.FLOAT32, 1, Engine::float32);
    assertThat(search.run(Precision.FLOAT32, 2, Engine::float32)).isEqualTo(one);
    assertThat(search.settings()).contains(one.best());
    assertThat(one.accuracy()).isBetween(0.25, 1.0);
  }
}
