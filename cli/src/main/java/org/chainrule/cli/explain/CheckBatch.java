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
      "Exit code 0 if all claims are right, 1 if one is wrong, 3 if none is wrong but not all"
          + " could be told.",
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

  private record Judged(Entry entry, Verdict verdict) {}

  @Override
  public Integer call() {
    List<Judged> judged = new ArrayList<>();
    for (Entry entry : entries()) {
      judged.add(new Judged(entry, judge(entry)));
    }
    PrintWriter out = command.commandLine().getOut();
    if (output.isJson()) {
      ArrayNode array = Json.object().putArray("claims");
      judged.forEach(j -> array.add(output.json(j.verdict()).put("id", j.entry().id())));
      out.println(array);
    } else {
      out.print(report(judged));
    }
    out.flush();
    return judged.stream().map(j -> VerdictOutput.code(j.verdict())).reduce(0, CheckBatch::worse);
  }

  private static int worse(int a, int b) {
    return a == 1 || b == 1 ? 1 : Math.max(a, b);
  }

  private Verdict judge(Entry entry) {
    try {
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
      return judge.judge();
    } catch (ParameterException | IllegalArgumentException e) {
      return new Verdict.CannotTell("not understood: " + e.getMessage());
    }
  }

  private String report(List<Judged> judged) {
    int width = judged.stream().mapToInt(j -> j.entry().id().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Judged j : judged) {
      text.append(
          Messages.format(
              "%-" + Math.max(1, width) + "s  %-11s  %s%n",
              j.entry().id(),
              VerdictOutput.word(j.verdict()),
              remark(j.verdict())));
    }
    for (String word : List.of("right", "wrong", "cannot tell")) {
      long count =
          judged.stream().filter(j -> VerdictOutput.word(j.verdict()).equals(word)).count();
      text.append(word.equals("right") ? "" : ", ").append(count).append(' ').append(word);
    }
    return text.append('\n').toString();
  }

  private String remark(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Right right -> output.isSecret() ? "" : how(right);
      case Verdict.CannotTell unknown -> firstLine(unknown.why());
      case Verdict.Wrong wrong ->
          wrong.slip().map(this::slip).orElse(output.isSecret() ? "" : firstLine(wrong.why()));
    };
  }

  private static String how(Verdict.Right right) {
    return Stream.concat(Stream.of(right.how()), right.remarks().stream())
        .collect(Collectors.joining("; "));
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
