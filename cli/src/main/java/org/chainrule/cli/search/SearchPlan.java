package org.chainrule.cli.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.cli.Messages;
import org.chainrule.learn.estimator.MlpSettings;
import org.chainrule.search.space.Dimension;
import org.chainrule.search.space.Space;
import org.chainrule.search.space.SpaceText;
import org.chainrule.search.strategy.Grid;
import org.chainrule.search.strategy.Halving;
import org.chainrule.search.strategy.RandomSearch;
import org.chainrule.search.strategy.Strategy;
import org.chainrule.search.strategy.Tpe;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which settings are tried, and in which order. */
public final class SearchPlan {
  /** 48 settings: 3 networks, 2 activations, 2 solvers, 2 step sizes, 2 batch sizes. */
  private static final String USUAL_SPACE =
      "hidden_layer_sizes=(20,),(100,),(50,50); activation=relu,tanh; solver=sgd,adam;"
          + " learning_rate_init=0.001,0.01; batch_size=auto,32";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--space",
      paramLabel = "SPACE",
      description =
          "Hyper-parameters by scikit-learn's names, and their values: \"NAME=VALUE,VALUE;"
              + " NAME=RANGE\". Ranges are uniform(low,high), log(low,high), int(low,high) and"
              + " logint(low,high). Default: \""
              + USUAL_SPACE
              + "\".")
  private Optional<String> space;

  @Option(
      names = "--set",
      paramLabel = "SETTINGS",
      description =
          "Settings of all trials, the default's too: \"max_iter=500; alpha=0.01\". All others are"
              + " scikit-learn's defaults.")
  private Optional<String> fixed;

  @Option(names = "--grid", description = "Try all combinations (the default).")
  private boolean grid;

  @Option(
      names = "--random",
      paramLabel = "COUNT",
      description = "Try so many settings drawn at random.")
  private Optional<Integer> random;

  @Option(
      names = "--halving",
      paramLabel = "COUNT",
      description =
          "Draw so many settings, and go on with the best third and three times the epochs, until"
              + " max_iter.")
  private Optional<Integer> halving;

  @Option(
      names = "--hyperband",
      description = "Several halvings, from many settings with few epochs to few with all.")
  private boolean hyperband;

  @Option(
      names = "--tpe",
      paramLabel = "COUNT",
      description = "Try so many settings, most of them drawn where good ones were found.")
  private Optional<Integer> tpe;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "0",
      description =
          "Decides what is drawn at random, and is random_state where that is not set (default:"
              + " ${DEFAULT-VALUE}).")
  private long seed;

  long seed() {
    return seed;
  }

  /**
   * The settings of all trials.
   *
   * @throws ParameterException if they can't be read
   */
  MlpSettings base() {
    if (seed < 0 || seed >= 1L << 32) {
      throw wrong("--seed is %s; it must be from 0 to 4294967295", seed);
    }
    MlpSettings settings = MlpSettings.defaults().with("random_state", Long.toString(seed));
    if (fixed.isEmpty()) {
      return settings;
    }
    for (var entry : parse("--set", fixed.get()).dimensions().entrySet()) {
      if (!(entry.getValue() instanceof Dimension.Choice(List<String> values))
          || values.size() > 1) {
        throw wrong("--set: %s must have one value; put ranges into --space", entry.getKey());
      }
      settings = settings.with(entry.getKey(), values.getFirst());
    }
    return settings;
  }

  /**
   * The settings to choose from.
   *
   * @throws ParameterException if they can't be read
   */
  Space space() {
    return parse("--space", space.orElse(USUAL_SPACE));
  }

  private Space parse(String option, String text) {
    try {
      return SpaceText.parse(text);
    } catch (IllegalArgumentException e) {
      throw wrong("%s, %s", option, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The order.
   *
   * @throws ParameterException if more than one is named, or it does not fit the space
   */
  Strategy strategy(Space searched, MlpSettings base) {
    List<Strategy> named = new ArrayList<>();
    try {
      random.map(RandomSearch::new).ifPresent(named::add);
      halving.map(n -> Halving.successive(n, base.maxIter())).ifPresent(named::add);
      tpe.map(Tpe::new).ifPresent(named::add);
      if (hyperband) {
        named.add(Halving.hyperband(base.maxIter()));
      }
      if (grid || named.isEmpty()) {
        named.add(new Grid());
      }
      if (named.size() > 1) {
        throw wrong("of --grid, --random, --halving, --hyperband and --tpe only one can be used");
      }
      named.getFirst().next(searched, List.of(), seed);
      return named.getFirst();
    } catch (IllegalArgumentException e) {
      throw wrong("%s", String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrong(String message, Object... arguments) {
    return Messages.wrong(command, message, arguments);
  }
}
