package org.chainrule.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chainrule.cli.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every answer that a derivation of the guide ends with is right when it is given as an answer. */
class ReadBackTest {
  private static final Path ROOT = Path.of("..");
  private static final String DERIVE = "$ ./chainrule derive ";

  /** Options that say how a derivation is written. */
  private static final Set<String> WRITING = Set.of("--index", "--composed");

  /** Windows put back have signs that formulas do not have; the guide says so. */
  private static final Pattern UNREADABLE = Pattern.compile("convᵀ|unpool\\[|sumpoolᵀ|reshape\\[");

  static List<String> derivations() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(ROOT.resolve("docs/guide"))) {
      for (Path page : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
        Files.readString(page)
            .replace("\\\n", " ")
            .lines()
            .filter(line -> line.startsWith(DERIVE) && !line.contains("--jacobian"))
            .map(line -> line.substring(DERIVE.length()))
            .forEach(found::add);
      }
    }
    return found;
  }

  @ParameterizedTest
  @MethodSource("derivations")
  void answersAreReadAsTheyAreWritten(String derivation) {
    List<String> words = new ArrayList<>();
    for (String word : CommandWords.of(derivation)) {
      words.add(word.startsWith("docs/") ? ROOT.resolve(word).toString() : word);
    }
    List<String> derive = new ArrayList<>(List.of("derive"));
    derive.addAll(words);
    derive.addAll(List.of("--format", "json"));
    JsonNode gradient = Outcome.done(derive.toArray()).json().get("gradient");
    assertThat(gradient).isNotEmpty();
    gradient
        .properties()
        .forEach(
            partial -> {
              String claim = partial.getValue().get("expression").stringValue();
              if (UNREADABLE.matcher(claim).find()) {
                return;
              }
              Outcome verdict = Outcome.of(check(words, partial.getKey(), claim).toArray());
              assertThat(verdict.out() + verdict.err())
                  .as("∂/∂%s = %s", partial.getKey(), claim)
                  .startsWith("right");
            });
  }

  private static List<String> check(List<String> words, String by, String claim) {
    boolean ofQuantity = words.contains("--of");
    List<String> check = new ArrayList<>(List.of("check", "gradient"));
    check.add((ofQuantity ? "--program=" : "--of=") + words.getFirst());
    for (int i = 1; i < words.size(); i++) {
      if (words.get(i).equals("--wrt")) {
        i++;
      } else if (!WRITING.contains(words.get(i))) {
        check.add(words.get(i));
      }
    }
    check.addAll(List.of("--wrt=" + by, "--claim=" + claim));
    return check;
  }
}
