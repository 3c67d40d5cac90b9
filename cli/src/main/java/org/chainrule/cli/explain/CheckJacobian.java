package org.chainrule.cli.explain;

import picocli.CommandLine.Command;

/** The command {@code chainrule check jacobian}: what {@code check gradient} does, by its name. */
@Command(name = "jacobian")
final class CheckJacobian extends CheckGradient {}
