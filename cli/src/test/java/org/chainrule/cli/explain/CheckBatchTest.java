package org.chainrule.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chainrule.cli.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whose mistake it is: that of who asks, or that of who answers. */
class CheckBatchTest {
  private static final String BROKEN_CLAIM = "a,gradient --of 'x^2 y' --wrt x,2 x y +\n";
  private static final String BROKEN_QUESTION = "b,gradient --of 'x^2 y' --wrt z,2 x y\n";
  private static final String WRONG = "c,gradient --of 'x^2 y' --wrt x,x y\n";
  private static final String RIGHT = "d,gradient --of 'x^2 y' --wrt x,2 x y\n";

  @TempDir private Path folder;

  private Path file(String... entries) throws IOException {
    return Files.writeString(
        folder.resolve("claims.csv"), "id,question,claim\n" + String.join("", entries));
  }

  @Test
  void aBrokenQuestionIsNotTheStudents() throws IOException {
    Outcome outcome =
        Outcome.of("check", "batch", file(BROKEN_CLAIM, BROKEN_QUESTION, WRONG, RIGHT));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.lines())
        .satisfiesExactly(
            line ->
                assertThat(line).startsWith("a  cannot tell      the claim is not understood: "),
            line -> assertThat(line).startsWith("b  broken question  nothing is called z"),
            line -> assertThat(line).startsWith("c  wrong            a constant factor"),
            line -> assertThat(line).startsWith("d  right"),
            line ->
                assertThat(line).isEqualTo("1 right, 1 wrong, 1 cannot tell, 1 broken question"));
  }

  @Test
  void theyAreToldApartInJson() throws IOException {
    JsonNode json =
        new JsonMapper()
            .readTree(
                Outcome.of("check", "batch", file(BROKEN_CLAIM, BROKEN_QUESTION), "--json").out());
    assertThat(json.get(0).get("verdict").stringValue()).isEqualTo("cannot tell");
    assertThat(json.get(0).get("claimNotUnderstood").booleanValue()).isTrue();
    assertThat(json.get(1).get("verdict").stringValue()).isEqualTo("broken question");
    assertThat(json.get(1).get("why").stringValue()).startsWith("nothing is called z");
  }

  @Test
  void everyKindOfQuestionIsReadBeforeItsClaim() throws IOException {
    for (String question :
        new String[] {
          "'gradient --of \"x^2\"'",
          "'gradient --of \"x^2 +\" --wrt x'",
          "'value --of \"x^2\"'",
          "'value --of \"[x, x]\" --at x=1 --element 3'",
          "'shape --of \"X*w\" --shape \"X: n,d; w: k\"'",
          "'count --of \"22x22 -> konv 4x4\"'",
          "'equal \"x +\"'",
          "'moving --of \"x +\"'",
          "'updates --of \"x +\" --rate 0.1'",
          "'truth-table --table \"0 1\"'",
          "'nonsense'",
        }) {
      String entry = "a," + question.replace("\"", "\"\"").replaceAll("^'|'$", "\"") + ",1\n";
      Outcome outcome = Outcome.of("check", "batch", file(entry));
      assertThat(outcome.out()).as(question).contains("1 broken question");
      assertThat(outcome.code()).isEqualTo(2);
    }
  }

  @Test
  void theHelpSaysWhatTheCodesMean() {
    assertThat(Outcome.done("check", "batch", "--help").out().replaceAll("\\s+", " "))
        .contains("2 if a question is broken");
  }
}
