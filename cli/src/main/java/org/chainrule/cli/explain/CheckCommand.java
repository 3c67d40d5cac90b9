package org.chainrule.cli.explain;

import picocli.CommandLine.Command;

/** The command {@code chainrule check}. */
@Command(
    name = "check",
    description = "Judge an answer: right, wrong, or cannot tell.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CheckGradient.class,
      CheckEqual.class,
      CheckValue.class,
      CheckShape.class,
      CheckCount.class,
      CheckTruthTable.class,
      CheckUnit.class,
      CheckUpdates.class,
      CheckMoving.class,
      CheckBatch.class
    },
    footer = {
      "A wrong answer comes with the simplest point at which it fails and, where one slip explains"
          + " it, with the slip. With --no-reveal nothing of the answer is told.",
      "",
      "Examples:",
      "  chainrule check gradient --of \"ln(x) + exp(y)*z\" --wrt y --claim \"z exp(y)\"",
      "  chainrule check equal \"sigma(x)(1 - sigma(x))\" \"e^x/(1 + e^x)^2\"",
      "  chainrule check unit --table \"0 0: 0; 0 1: 1; 1 0: 1; 1 1: 0\"",
      "  chainrule check batch answers.csv --no-reveal",
      "",
      "Exit codes: 0 right, 1 wrong, 2 bad usage or input, 3 cannot tell."
    })
public final class CheckCommand {}
