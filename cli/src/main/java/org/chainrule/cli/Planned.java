package org.chainrule.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.chainrule.bench.Subject;
import org.chainrule.bench.Workload;
import org.chainrule.bench.Workloads;
import org.chainrule.engine.Precision;
import org.chainrule.exchange.ModelFile;
import org.chainrule.explain.formula.NearestWord;
import org.chainrule.graph.Program;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.optimizer.Optimizer;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Predictor;
import org.chainrule.learn.training.Recipe;
import org.chainrule.learn.training.Trainer;

/**
 * A network whose plan is wanted, with what it is trained by where nothing else is said.
 *
 * @param name what to call it
 * @param precision what it computes in
 * @param trains whether it is known for its training, and not for its predictions
 * @param optimizer the rule for its updates
 * @param batch how many examples a step of its training sees
 * @param training what a step runs, for an optimiser and a batch: its program, and what comes after
 * @param prediction the program that predicts for a batch
 */
record Planned(
    String name,
    Precision precision,
    boolean trains,
    Optimizer optimizer,
    int batch,
    BiFunction<Optimizer, Integer, List<Program>> training,
    IntFunction<Program> prediction) {
  /**
   * What a user names: a model's file, the folder of a run, or a workload of {@code chainrule
   * bench}.
   *
   * @throws DataException if there is no such thing, or it is no single network
   */
  static Planned of(String text) {
    try {
      Path path = Path.of(text);
      if (Files.exists(path)) {
        return ofFile(text, ModelArgument.file(path));
      }
    } catch (InvalidPathException e) {
      // then there is no such file
    }
    return ofWorkload(text);
  }

  private static Planned ofFile(String name, Path file) {
    Model model = ModelFile.read(file);
    Network network = model.network();
    Recipe recipe = RunJson.recipe(file.resolveSibling("run.json"), model);
    return new Planned(
        name,
        model.precision(),
        true,
        recipe.optimizer(),
        recipe.batchSize(),
        (rule, batch) -> step(network, recipe.with(rule).withBatchSize(batch)),
        batch -> Predictor.program(network, model.loss(), batch));
  }

  private static List<Program> step(Network network, Recipe recipe) {
    List<Program> programs = new ArrayList<>(List.of(Trainer.step(network, recipe)));
    Trainer.afterStep(network, recipe).ifPresent(programs::add);
    return programs;
  }

  private static Planned ofWorkload(String name) {
    List<Workload> planned = Workloads.all().stream().filter(w -> w.subject().isPresent()).toList();
    Optional<Subject> found =
        planned.stream().filter(w -> w.name().equals(name)).findFirst().flatMap(Workload::subject);
    Subject subject = found.orElseThrow(() -> unknown(name, planned));
    Recipe usual = Recipe.standard();
    return new Planned(
        name,
        Precision.FLOAT32,
        subject.optimizer().isPresent(),
        subject.optimizer().orElse(usual.optimizer()),
        subject.optimizer().isPresent() ? subject.batch() : usual.batchSize(),
        (rule, batch) -> List.of(subject.training(rule, batch)),
        subject::prediction);
  }

  private static DataException unknown(String name, List<Workload> planned) {
    List<String> names = planned.stream().map(Workload::name).toList();
    return new DataException(
        Messages.format(
            "%s: there is no such file, and workloads with a plan are %s%s",
            name, String.join(", ", names), NearestWord.question(name, names)));
  }
}
