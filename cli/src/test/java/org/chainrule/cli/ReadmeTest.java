package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chainrule.graph.Expr.variable;
import static org.chainrule.graph.Functions.exp;
import static org.chainrule.graph.Functions.log;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.chainrule.calculus.Gradient;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Formula;
import org.chainrule.graph.Shape;
import org.chainrule.learn.data.Digits;
import org.chainrule.learn.data.Split;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Flatten;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Standardize;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Progress;
import org.chainrule.learn.training.Recipe;
import org.chainrule.learn.training.Trainer;
import org.junit.jupiter.api.Test;

/** The README's program is the one below, and prints what the README says. */
class ReadmeTest {
  private static final ShownText README = ShownText.of(Path.of("..", "README.md"));

  // README: begin
  static void example(PrintStream out) {
    Expr x = variable("x"), y = variable("y"), z = variable("z");
    Expr f = log(x).plus(exp(y).times(z));
    Gradient.of(f, x, y, z)
        .forEach((v, g) -> out.println("∂f/∂" + Formula.of(v) + " = " + Formula.of(g)));

    Split digits = Split.stratified(Digits.load(), 0.1, 0.2, 0);
    Network network =
        Network.of(
            Shape.of(8, 8),
            new Standardize(),
            new Flatten(),
            new Dense(64),
            Activation.RELU,
            new Dense(10));
    Trainer trainer = new Trainer(network, Recipe.standard(), Precision.FLOAT32);
    Model model =
        trainer.fit(digits.train(), Optional.of(digits.validation()), Progress.NONE).model();
    out.println(model.score(digits.test()).accuracy());
  }

  // README: end

  @Test
  void readmeShowsThisProgram() {
    README.requireProgramsIn(Path.of("src/test/java/org/chainrule/cli/ReadmeTest.java"));
  }

  @Test
  void programPrintsWhatTheReadmeSays() {
    assertThat(ShownText.printed(ReadmeTest::example)).isEqualTo(README.block("text"));
  }
}
