package org.chainrule.cli.explain;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.cli.Json;
import org.chainrule.explain.check.CounterExample;
import org.chainrule.explain.check.Verdict;
import org.chainrule.explain.check.slip.Slip;
import org.chainrule.graph.Tensor;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How a verdict is told: as text or JSON, with the answer or without; and its exit code. */
final class VerdictOutput {
  /** Of an answer in writing no more is shown. */
  private static final int LONGEST_ANSWER = 300;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--no-reveal",
      description = "Tell the verdict and the kind of slip only, nothing of the answer.")
  private boolean secret;

  @Option(names = "--json", description = "Print the verdict as one JSON object.")
  private boolean json;

  /** Prints a verdict. */
  int tell(Verdict verdict) {
    PrintWriter out = command.commandLine().getOut();
    out.print(json ? Json.line(json(verdict)) + "\n" : text(verdict));
    out.flush();
    return code(verdict);
  }

  /** 0 right, 1 wrong, 3 cannot tell. */
  static int code(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Right _ -> 0;
      case Verdict.Wrong _ -> 1;
      case Verdict.CannotTell _ -> 3;
    };
  }

  /** The verdict in a word or two. */
  static String word(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Right _ -> "right";
      case Verdict.Wrong _ -> "wrong";
      case Verdict.CannotTell _ -> "cannot tell";
    };
  }

  boolean isSecret() {
    return secret;
  }

  boolean isJson() {
    return json;
  }

  private String text(Verdict verdict) {
    StringBuilder text = new StringBuilder(word(verdict));
    switch (verdict) {
      case Verdict.Right right -> text.append(": ").append(right.how()).append('\n');
      case Verdict.CannotTell unknown -> text.append(": ").append(unknown.why()).append('\n');
      case Verdict.Wrong wrong when secret ->
          text.append(wrong.slip().map(s -> ": " + s.kind().words()).orElse("")).append('\n');
      case Verdict.Wrong wrong -> {
        text.append(": ").append(wrong.why()).append('\n');
        wrong
            .counterExample()
            .ifPresent(example -> text.append("  ").append(written(example)).append('\n'));
        wrong
            .slip()
            .ifPresent(
                s ->
                    text.append("  slip: ")
                        .append(s.kind().words())
                        .append(" (")
                        .append(s.detail().replace("\n", "; "))
                        .append(")\n"));
        wrong
            .answer()
            .filter(answer -> answer.length() <= LONGEST_ANSWER)
            .ifPresent(
                answer ->
                    text.append("  answer: ").append(answer.replace("\n", "\n    ")).append('\n'));
      }
    }
    remarks(verdict).forEach(remark -> text.append("  ").append(remark).append('\n'));
    return text.toString();
  }

  private static String written(CounterExample example) {
    String point =
        example.point().entrySet().stream()
            .map(entry -> entry.getKey() + " = " + number(entry.getValue()))
            .collect(Collectors.joining(", "));
    String element = example.element().isEmpty() ? "" : "in element " + example.element();
    String place =
        Stream.of(point.isEmpty() ? "" : "at " + point, element)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    return (place.isEmpty() ? "" : place + ": ")
        + "the claim is "
        + number(example.claimed())
        + ", the answer "
        + number(example.expected())
        + (isHidden(example) ? ", the difference " + number(example.difference()) : "");
  }

  /** Whether the values differ by less than their digits tell. */
  private static boolean isHidden(CounterExample example) {
    return number(example.claimed()).equals(number(example.expected()));
  }

  /** The verdict for other programs. */
  ObjectNode json(Verdict verdict) {
    ObjectNode object = Json.object().put("verdict", word(verdict));
    switch (verdict) {
      case Verdict.Right right -> {
        object.put("how", right.how());
      }
      case Verdict.CannotTell unknown -> object.put("why", unknown.why());
      case Verdict.Wrong wrong -> {
        wrong.slip().ifPresent(slip -> slip(object.putObject("slip"), slip));
        if (!secret) {
          object.put("why", wrong.why());
          wrong
              .counterExample()
              .ifPresent(example -> example(object.putObject("counterExample"), example));
          wrong.answer().ifPresent(answer -> object.put("answer", answer));
        }
      }
    }
    ArrayNode remarks = object.putArray("remarks");
    remarks(verdict).forEach(remarks::add);
    return object;
  }

  /** What is remarked; nothing where it could give a secret answer away. */
  List<String> remarks(Verdict verdict) {
    return secret && !(verdict instanceof Verdict.Right) ? List.of() : verdict.remarks();
  }

  private void slip(ObjectNode object, Slip slip) {
    object.put("kind", slip.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    if (!secret) {
      object.put("detail", slip.detail());
    }
  }

  private static void example(ObjectNode object, CounterExample example) {
    ObjectNode at = object.putObject("at");
    example.point().forEach((name, value) -> at.put(name, number(value)));
    object
        .put("element", example.element())
        .put("claimed", example.claimed())
        .put("answer", example.expected());
    if (isHidden(example)) {
      object.put("difference", example.difference());
    }
  }

  private static String number(Tensor value) {
    if (value.shape().rank() == 0) {
      return number(value.item());
    }
    String elements =
        Arrays.stream(value.toArray())
            .mapToObj(VerdictOutput::number)
            .collect(Collectors.joining(", "));
    if (value.shape().rank() != 2) {
      return "[" + elements + "]";
    }
    StringBuilder rows = new StringBuilder("[");
    int width = value.shape().size(1);
    for (int i = 0; i < value.shape().elements(); i++) {
      rows.append(i == 0 ? "" : i % width == 0 ? "; " : ", ").append(number(value.at(i)));
    }
    return rows.append("]").toString();
  }

  /** A number with at most ten digits. */
  static String number(double value) {
    String text =
        value == Math.rint(value) && Math.abs(value) < 1e9
            ? Long.toString((long) value)
            : new java.math.BigDecimal(value)
                .round(new java.math.MathContext(10))
                .stripTrailingZeros()
                .toString();
    return text.replace("-", "−");
  }
}
