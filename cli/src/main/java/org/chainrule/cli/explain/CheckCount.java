package org.chainrule.cli.explain;

import java.util.Optional;
import org.chainrule.cli.Messages;
import org.chainrule.explain.check.Verdict;
import org.chainrule.explain.layer.LayerList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code chainrule check count}. */
@Command(
    name = "count",
    description = "Judge how many parameters layers have.",
    footer = {
      "Layers are written as for chainrule count.",
      "",
      "Examples:",
      "  chainrule check count --of \"22x22 -> conv 4x4 stride 2 nobias\" --claim 16",
      "  chainrule check count --of \"22x22 -> local 4x4 stride 2 nobias\" --claim 1600"
    })
final class CheckCount implements Check {
  @Spec private CommandSpec command;

  @Option(
      names = "--of",
      required = true,
      paramLabel = "LAYERS",
      description = "The layers, from the size of one example on.")
  private String layers;

  @Option(
      names = "--claim",
      required = true,
      paramLabel = "COUNT",
      description = "The number that is claimed; it may have commas.")
  private String claim;

  @Mixin private VerdictOutput output;

  @Override
  public void requireQuestion() {
    LayerList.parse(layers);
  }

  @Override
  public Verdict judge() {
    try {
      long count = LayerList.parse(layers).parameters();
      long claimed = Long.parseLong(claim.strip().replaceAll("[,_ '’]", ""));
      return claimed == count
          ? new Verdict.Right("counted layer by layer")
          : new Verdict.Wrong(
              "the layers have another number of parameters",
              Optional.empty(),
              Optional.empty(),
              Optional.of(Long.toString(count)));
    } catch (NumberFormatException e) {
      throw Messages.wrong(command, "--claim \"%s\" is not a whole number", claim);
    } catch (IllegalArgumentException e) {
      throw Messages.wrong(command, "%s", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public VerdictOutput output() {
    return output;
  }
}
