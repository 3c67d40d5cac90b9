package org.chainrule.cli.explain;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.cli.Json;
import org.chainrule.cli.Messages;
import org.chainrule.explain.check.Verdict;
import org.chainrule.explain.check.slip.Slip;
import org.chainrule.learn.data.DataException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code chainrule check batch}. */
@Command(
    name = "batch",
    description = "Judge the claims in a file, one after the other.",
    footer = {
      "A CSV file has the columns id, question and claim, with commas or semicolons; a JSON file an"
          + " array of objects with these fields. A question is what follows chainrule check,"
          + " without --claim:",
      "",
      "  id,question,claim",
      "  ann-1,\"gradient --of 'ln(x) + exp(y)*z' --wrt y\",z e^y",
      "",
      "A question that can't be understood is told as such: it is no mistake of who answered. A"
          + " claim that can't be understood counts as cannot tell.",
      "",
      "Exit code 0 if all claims are right, 1 if one is wrong, 3 if none is wrong but not all"
          + " could be told; 2 if a question is broken, whatever the other claims are.",
      "",
      "Examples:",
      "  chainrule check batch answers.csv",
      "  chainrule check batch answers.json --no-reveal --json"
    })
final class CheckBatch implements Callable<Integer> {
  /** Some spreadsheets begin UTF-8 with it. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "FILE", description = "The claims, as .csv or .json.")
  private Path file;

  @Mixin private VerdictOutput output;

  private record Entry(String id, String question, String claim) {}

  /** What became of an entry. */
  private sealed interface Outcome {
    /** The claim was judged. */
    record Judged(Verdict verdict) implements Outcome {}

    /** The question means nothing, so that no claim can answer it. */
    record BrokenQuestion(String problem) implements Outcome {}

    /** The claim means nothing. */
    record BrokenClaim(String problem) implements Outcome {}
  }

  private record Result(Entry entry, Outcome outcome) {
    String word() {
      return switch (outcome) {
        case Outcome.Judged(Verdict verdict) -> VerdictOutput.word(verdict);
        case Outcome.BrokenQuestion _ -> BROKEN;
        case Outcome.BrokenClaim _ -> VerdictOutput.word(UNREAD);
      };
    }

    int code() {
      return switch (outcome) {
        case Outcome.Judged(Verdict verdict) -> VerdictOutput.code(verdict);
        case Outcome.BrokenQuestion _ -> 2;
        case Outcome.BrokenClaim _ -> VerdictOutput.code(UNREAD);
      };
    }
  }

  private static final String BROKEN = "broken question";

  /** What is said of a claim that means nothing. */
  private static final Verdict UNREAD = new Verdict.CannotTell("the claim is not understood");

  @Override
  public Integer call() {
    List<Result> results = new ArrayList<>();
    for (Entry entry : entries()) {
      results.add(new Result(entry, judge(entry)));
    }
    PrintWriter out = command.commandLine().getOut();
    if (output.isJson()) {
      ArrayNode array = Json.object().putArray("claims");
      results.forEach(result -> array.add(json(result)));
      out.println(array);
    } else {
      out.print(report(results));
    }
    out.flush();
    return results.stream().map(Result::code).reduce(0, CheckBatch::worse);
  }

  /** 2 before 1 before 3 before 0. */
  private static int worse(int a, int b) {
    List<Integer> order = List.of(0, 3, 1, 2);
    return order.indexOf(a) > order.indexOf(b) ? a : b;
  }

  private Outcome judge(Entry entry) {
    Check check;
    try {
      check = question(entry);
      check.requireQuestion();
    } catch (ParameterException | IllegalArgumentException e) {
      return new Outcome.BrokenQuestion(String.valueOf(e.getMessage()));
    }
    try {
      return new Outcome.Judged(check.judge());
    } catch (ParameterException | IllegalArgumentException e) {
      return new Outcome.BrokenClaim(String.valueOf(e.getMessage()));
    }
  }

  private static Check question(Entry entry) {
    List<String> words = new ArrayList<>(CommandWords.of(entry.question()));
    CommandLine check = new CommandLine(new CheckCommand());
    CommandLine verb = words.isEmpty() ? null : check.getSubcommands().get(words.getFirst());
    if (verb == null || !(verb.getCommandSpec().userObject() instanceof Check judge)) {
      throw new IllegalArgumentException(
          "the question must begin with one of " + check.getSubcommands().keySet());
    }
    Set<String> options = verb.getCommandSpec().optionsMap().keySet();
    words.addAll(
        options.contains("--claim")
            ? List.of("--claim=" + entry.claim())
            : options.contains("--of")
                ? List.of("--of=" + entry.claim())
                : List.of("--", entry.claim()));
    check.parseArgs(words.toArray(String[]::new));
    return judge;
  }

  private String report(List<Result> results) {
    int width = results.stream().mapToInt(r -> r.entry().id().length()).max().orElse(0);
    int words = Math.max(11, results.stream().mapToInt(r -> r.word().length()).max().orElse(0));
    StringBuilder text = new StringBuilder();
    for (Result result : results) {
      text.append(
          Messages.format(
              "%-" + Math.max(1, width) + "s  %-" + words + "s  %s%n",
              result.entry().id(),
              result.word(),
              remark(result.outcome())));
    }
    for (String word : List.of("right", "wrong", "cannot tell", BROKEN)) {
      long count = results.stream().filter(result -> result.word().equals(word)).count();
      if (count > 0 || !word.equals(BROKEN)) {
        text.append(word.equals("right") ? "" : ", ").append(count).append(' ').append(word);
        text.append(word.equals(BROKEN) && count > 1 ? "s" : "");
      }
    }
    return text.append('\n').toString();
  }

  private ObjectNode json(Result result) {
    ObjectNode object =
        switch (result.outcome()) {
          case Outcome.Judged(Verdict verdict) -> output.json(verdict);
          case Outcome.BrokenQuestion(String problem) ->
              Json.object().put("verdict", BROKEN).put("why", problem);
          case Outcome.BrokenClaim(String problem) ->
              Json.object()
                  .put("verdict", VerdictOutput.word(UNREAD))
                  .put("claimNotUnderstood", true)
                  .put("why", problem);
        };
    return object.put("id", result.entry().id());
  }

  private String remark(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Judged(Verdict verdict) ->
          Stream.concat(Stream.of(remark(verdict)), output.remarks(verdict).stream())
              .filter(part -> !part.isEmpty())
              .collect(Collectors.joining("; "));
      case Outcome.BrokenQuestion(String problem) -> firstLine(problem);
      case Outcome.BrokenClaim(String problem) ->
          "the claim is not understood: " + firstLine(problem);
    };
  }

  private String remark(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Right right -> output.isSecret() ? "" : right.how();
      case Verdict.CannotTell unknown -> firstLine(unknown.why());
      case Verdict.Wrong wrong ->
          wrong.slip().map(this::slip).orElse(output.isSecret() ? "" : firstLine(wrong.why()));
    };
  }

  private String slip(Slip slip) {
    return output.isSecret()
        ? slip.kind().words()
        : slip.kind().words() + ": " + firstLine(slip.detail());
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private List<Entry> entries() {
    String name = file.toString().toLowerCase(Locale.ROOT);
    try {
      return name.endsWith(".json") ? json(Files.readString(file)) : csv(Files.readString(file));
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read", e);
    }
  }

  private List<Entry> csv(String text) {
    List<Entry> entries = new ArrayList<>();
    String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    String header = firstLine(plain);
    boolean semicolons = header.contains(";") && !header.contains(",");
    CsvReader<NamedCsvRecord> reader =
        CsvReader.builder().fieldSeparator(semicolons ? ';' : ',').ofNamedCsvRecord(plain);
    for (NamedCsvRecord line : reader) {
      entries.add(new Entry(field(line, "id"), field(line, "question"), field(line, "claim")));
    }
    return entries;
  }

  private String field(NamedCsvRecord line, String name) {
    return line.findField(name)
        .orElseThrow(
            () ->
                new DataException(
                    file
                        + ", line "
                        + line.getStartingLineNumber()
                        + ": no column \""
                        + name
                        + "\"; the first line must name id, question, claim"));
  }

  private List<Entry> json(String text) {
    JsonNode array;
    try {
      array = JsonMapper.shared().readTree(text);
    } catch (JacksonException e) {
      throw new DataException(file + ": is not JSON: " + e.getOriginalMessage(), e);
    }
    if (!array.isArray()) {
      throw new DataException(file + ": is not an array of objects with id, question and claim");
    }
    List<Entry> entries = new ArrayList<>();
    for (JsonNode node : array) {
      entries.add(new Entry(field(node, "id"), field(node, "question"), field(node, "claim")));
    }
    return entries;
  }

  private String field(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null || !value.isValueNode()) {
      throw new DataException(file + ": an entry has no field \"" + name + "\": " + node);
    }
    return value.asString();
  }
}
