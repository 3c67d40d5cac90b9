package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DataCommandTest {
  @TempDir private Path folder;

  @Test
  void lists() {
    assertThat(Outcome.done("data", "list").out())
        .isEqualTo("digits  1797 examples  8x8  10 classes  handwritten digits (UCI, CC BY 4.0)\n");
  }

  /** The deviation of 1, 2, 3, 5, 5, 5 is √(31/12). */
  @Test
  void describes() {
    Path table = TestFiles.write(folder, "t.csv", "a,b,kind\n1,5,x\n2,5,y\n3,5,x\n");
    assertThat(Outcome.done("data", "describe", table).out())
        .isEqualTo(
            """
            t: 3 examples of shape 2, 2 classes

            class  examples    share
            x             2  66.67 %
            y             1  33.33 %

            values   least  greatest    mean  deviation
            a       1.0000    3.0000  2.0000    0.81650
            b       5.0000    5.0000  5.0000     0.0000
            all     1.0000    5.0000  3.5000     1.6073

            1 of 2 columns never change: b
            """);
    JsonNode json = Outcome.done("data", "describe", table, "--json").json();
    assertThat(json.get("examples").intValue()).isEqualTo(3);
    assertThat(json.get("classes").get(1).get("examples").intValue()).isEqualTo(1);
    assertThat(json.get("all").get("standard_deviation").doubleValue())
        .isCloseTo(Math.sqrt(31.0 / 12), within(1e-15));
    assertThat(json.get("columns").get(0).get("name").stringValue()).isEqualTo("a");
  }
}
