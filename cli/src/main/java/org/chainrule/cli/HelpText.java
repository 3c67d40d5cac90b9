package org.chainrule.cli;

import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chainrule.cli.search.SearchData;
import org.chainrule.cli.search.SearchPlan;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Lays out the help of every command, its options under headings. */
final class HelpText {
  private static final Map<Class<?>, String> HEADINGS =
      Map.of(
          DataOptions.class, "How a table is read",
          SequenceOptions.class, "How a table is read",
          SplitOptions.class, "Which examples are for what",
          SearchData.class, "Which examples are for what",
          SearchPlan.class, "What is searched",
          NetworkOptions.class, "The network",
          TrainingOptions.class, "Training");
  private static final String OTHER_HEADING = "Options";

  private HelpText() {}

  static void layOut(CommandLine command) {
    command
        .getCommandSpec()
        .usageMessage()
        .abbreviateSynopsis(true)
        .sortOptions(false)
        .descriptionHeading("%n")
        .parameterListHeading("%n")
        .commandListHeading("%nCommands:%n")
        .footerHeading("%n");
    command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpText::options);
    command.getSubcommands().values().forEach(HelpText::layOut);
  }

  private static String options(Help help) {
    Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
    for (OptionSpec option : help.commandSpec().options()) {
      sections.computeIfAbsent(heading(option), heading -> new ArrayList<>()).add(option);
    }
    StringBuilder text = new StringBuilder();
    sections.forEach(
        (heading, options) -> {
          Help.Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
          layout.addAllOptions(options, help.parameterLabelRenderer());
          text.append(Messages.format("%n%s:%n%s", heading, layout));
          if (heading.equals(HEADINGS.get(NetworkOptions.class))) {
            text.append(help.createHeading("%n")).append(layers(help));
          }
        });
    return text.toString();
  }

  private static String layers(Help help) {
    return Arrays.stream(LayerArgument.HELP)
        .map(line -> help.createHeading(line + "%n"))
        .collect(Collectors.joining());
  }

  private static String heading(OptionSpec option) {
    return option.userObject() instanceof Member member
        ? HEADINGS.getOrDefault(member.getDeclaringClass(), OTHER_HEADING)
        : OTHER_HEADING;
  }
}
