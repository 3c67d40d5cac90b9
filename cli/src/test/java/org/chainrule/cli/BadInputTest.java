package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets exit code 2 and one line that says what is wrong; nothing is written. */
class BadInputTest {
  /**
   * Something wrong.
   *
   * @param arguments of the program; a brace pair stands for the folder
   * @param message what it says after its name, from the beginning
   */
  record Case(String arguments, String message) {}

  private static final String NO_MODEL = "neuralnet {}/digits.csv {}/digits.csv";

  static final List<Case> TRAIN =
      List.of(
          new Case(
              "{}/none.csv", "{}/none.csv: there is no such file, and built in is only digits"),
          new Case(
              "digit",
              "digit: there is no such file, and built in is only digits; did you mean digits?"),
          new Case("{}/empty.csv", "{}/empty.csv: the file is empty"),
          new Case(
              "{}/ragged.csv",
              "{}/ragged.csv, line 3: 2 columns, but 3 are expected, as in line 1"),
          new Case("{}/word.csv", "{}/word.csv, line 2, column 1: 'tall' is not a number"),
          new Case("{}/nan.csv", "{}/nan.csv, line 2, column 2: 'NaN' is not a finite number"),
          new Case(
              "{}/infinite.csv",
              "{}/infinite.csv, line 1, column 1: '-inf' is not a finite number"),
          new Case(
              "{}/good.csv --test {}/other.csv",
              "{}/other.csv, line 2, column 3: label 'c' is not one of the classes a, b"),
          new Case(
              "{}/good.csv --validation {}/wide.csv",
              "{}/wide.csv: 3 features an example, but {}/good.csv has 2"),
          new Case(
              "{}/one.csv",
              "{}/one.csv: all 3 examples are of class a, but at least two classes are needed"),
          new Case(
              "{}/few.csv",
              "there are no examples for few (validation), as there are only 2 in all; change"
                  + " --validation-fraction and --test-fraction (0 for none)"),
          new Case("{}/good.csv --label 9", "{}/good.csv, line 1: 3 columns, so there is no"),
          new Case("{}/good.csv --label tone", "{}/good.csv, line 1: no column is named 'tone'"),
          new Case("{}/good.csv --label 0", "Invalid value for option '--label' (COLUMN): columns"),
          new Case(
              "{}/numbers.csv --labels {}/few.csv", "{}/few.csv, line 1: 3 columns, but labels"),
          new Case("digits --labels {}/few.csv", "digits: brings its own labels, so {}/few.csv"),
          new Case("{}", "{}: there is no train-images-idx3-ubyte or train-images-idx3-ubyte.gz"),
          new Case(
              "{}/good.csv --test-fraction 1.5",
              "--test-fraction is 1.5; it must be at least 0 and less than 1"),
          new Case(
              "{}/good.csv --validation-fraction -0.1",
              "--validation-fraction is -0.1; it must be at least 0 and less than 1"),
          new Case(
              "{}/good.csv --validation-fraction 0.5 --test-fraction 0.5",
              "--validation-fraction 0.5 and --test-fraction 0.5 leave nothing to learn from;"),
          new Case(
              "digits --validation-fraction 0.85",
              "--validation-fraction 0.85 and --test-fraction 0.2 leave nothing to learn from;"),
          new Case(
              "{}/good.csv --validation {}/good.csv --test-fraction 1",
              "--test-fraction is 1.0; it must be at least 0 and less than 1"),
          new Case(
              "digits --test-fraction 0.9",
              "--validation-fraction 0.1 and --test-fraction 0.9 leave nothing to learn from;"),
          new Case("/dev/null", "/dev/null: is neither a file nor a folder; write its data into"),
          new Case(
              "{}/numbers.csv --labels /dev/null",
              "/dev/null: is neither a file nor a folder; write its data into"),
          new Case(
              "{}/good.csv --test {}/good.csv --test-fraction 0.1",
              "--test and --test-fraction exclude each other"),
          new Case("{}/good.csv --test-labels {}/few.csv", "--test-labels needs --test"),
          new Case(
              "digits --activation rleu",
              "Invalid value for option '--activation': 'rleu' is not one of identity, relu,"
                  + " leaky_relu, elu, gelu, silu, softplus, sigmoid, tanh; did you mean relu?"),
          new Case(
              "digits --solver newton",
              "Invalid value for option '--optimizer': 'newton' is not one of sgd, momentum,"
                  + " nesterov, adam, adamw, rmsprop, lbfgs (see"),
          new Case(
              "digits --solver lbfgs --batch-size 32",
              "lbfgs sees all examples at once; leave out --batch-size, or say all"),
          new Case(
              "digits --solver lbfgs --learning-rate 0.1",
              "--learning-rate is not for lbfgs, whose steps find their own length"),
          new Case(
              "digits --solver lbfgs --schedule cosine",
              "L-BFGS takes no schedule: its steps have no rate"),
          new Case("digits --clip-norm 0", "largest norm is 0; it must be above 0"),
          new Case("digits --clip-value 0", "largest value is 0; it must be above 0"),
          new Case(
              "digits --solver lbfgs --clip-norm 1",
              "L-BFGS takes no clipping: its steps need the true gradient"),
          new Case(
              "digits --solver lbfgs --augment shift:1",
              "L-BFGS takes no augmentation: the loss must be the same function at every step"),
          new Case(
              "digits --solver lbfgs --dropout 0.5",
              "L-BFGS takes no dropout: the loss must be the same function at every step"),
          new Case("digits --initializer xaver", "Invalid value for option '--initializer': 'x"),
          new Case(
              "digits --layers mxpool",
              "--layers, column 1: 'mxpool' is not a layer that is known; did you mean maxpool?"),
          new Case(
              "digits --layers relu,cnv",
              "--layers, column 6: 'cnv' is not a layer that is known; did you mean conv?"),
          new Case("digits --layers relu", "--layers: dense_1: reads vectors, not examples of"),
          new Case(
              "digits --layers flatten --hidden 5",
              "--hidden is short for layers in --layers; give one of them"),
          new Case("digits --initializer uniform:", "Invalid value for option '--initializer'"),
          new Case(
              "digits --hidden 0", "Invalid value for option '--hidden-layer-sizes': '0' is not"),
          new Case(
              "digits --hidden 5,,5", "Invalid value for option '--hidden-layer-sizes': '5,,5' is"),
          new Case(
              "digits --hidden -5", "Invalid value for option '--hidden-layer-sizes': '-5' is not"),
          new Case(
              "{}/good.csv --hidden 99999,99999",
              "--hidden: dense_2: shape [99999, 99999] has more than 2^31 - 1 elements"),
          new Case("digits --epochs 0", "epochs is 0; it must be at least 1"),
          new Case("digits --epochs few", "Invalid value for option '--epochs': 'few' is not"),
          new Case("digits --batch-size -3", "batch size is -3; it must be at least 1"),
          new Case(
              "{}/good.csv --batch-size 15",
              "batch size is 15; it must be at most 14, the number of training examples"),
          new Case("digits --patience -1", "patience is -1; it must be at least 0"),
          new Case("digits --learning-rate -1", "learning rate is -1; it must be at least 0"),
          new Case("digits --learning-rate NaN", "learning rate is NaN; it must be at least 0"),
          new Case(
              "digits --momentum 0.9",
              "--momentum is for sgd, momentum and nesterov, not for adam"),
          new Case(
              "digits --solver sgd --momentum 1",
              "momentum is 1; it must be at least 0 and less than 1"),
          new Case(
              "digits --weight-decay 0.1", "--weight-decay is for adamw; with adam, --l2 adds"),
          new Case("digits --l2 -1", "l2 is -1; it must be at least 0"),
          new Case(
              "{}/good.csv --learning-rate 1e200 --precision float64 --solver sgd",
              "the loss became "),
          new Case("digits --name a/b", "--name is 'a/b'; letters, digits, blanks and . _ - are"),
          new Case("digits --epoch 5", "Unknown option '--epoch'; did you mean --epochs?"),
          new Case("digits {}/good.csv", "Unexpected argument '{}/good.csv'"),
          new Case("", "Missing required parameter: 'DATA'"));

  static final List<Case> OTHERS =
      List.of(
          new Case(
              "train {}/good.csv --out {}/run", "{}/run: exists already; a run goes into a new"),
          new Case("train {}/good.csv --out {}/one.csv/run", "{}/one.csv: is a file, but a folder"),
          new Case("evaluate {}/none {}/good.csv", "{}/none: there is no such file"),
          new Case("evaluate {}/good.csv {}/good.csv", "{}/good.csv, byte 0: "),
          new Case("evaluate {}/cut.safetensors {}/good.csv", "{}/cut.safetensors, "),
          new Case("evaluate {}/empty.csv {}/good.csv", "{}/empty.csv, byte 0: "),
          new Case("evaluate {}/run {}/none.csv", "{}/none.csv: there is no such file"),
          new Case(
              "evaluate {}/run {}/wide.csv",
              "{}/wide.csv: 3 features an example, but the model {}/run/model.safetensors reads 2"),
          new Case(
              "evaluate {}/run {}/other.csv",
              "{}/other.csv, line 2, column 3: label 'c' is not one of the classes a, b"),
          new Case(
              "evaluate {}/run digits", "digits: has the classes [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]"),
          new Case("predict {}/cut.safetensors {}/good.csv", "{}/cut.safetensors, "),
          new Case(
              "predict {}/run {}/good.csv",
              "{}/good.csv, line 2, column 3 (kind): 'a' is not a number; if a column is the label,"
                  + " name it with --label"),
          new Case(
              "predict {}/run {}/labelled.csv",
              "{}/labelled.csv: 3 features an example, but the model"
                  + " {}/run/model.safetensors reads 2; if a column is the label, name it with"
                  + " --label"),
          new Case(
              "predict {}/run {}/first.csv",
              "{}/first.csv, line 1, column 1: 'a' is not a number; if a column is the label"),
          new Case(
              "predict {}/run digits",
              "digits: 64 features an example, but the model {}/run/model.safetensors reads 2"),
          new Case(
              "predict {}/run {}/good.csv --label last --out {}/none/p.txt",
              "{}/none/p.txt: there is no folder {}/none to write it in"),
          new Case(
              "predict {}/run {}/good.csv --out {}", "{}: is a folder, but a file to write is"),
          new Case("data describe {}/empty.csv", "{}/empty.csv: the file is empty"),
          new Case("data", "Missing required subcommand"),
          new Case("", "Missing required subcommand"),
          new Case("trian digits", "Unexpected argument 'trian'; did you mean train"),
          new Case(NO_MODEL + " {}/a {}/b {}/c 1 -4 2 0.1", "HIDDEN is -4; it must be at least 1"),
          new Case(NO_MODEL + " {}/a {}/b {}/c 0 4 2 0.1", "EPOCHS is 0; it must be at least 1"),
          new Case(NO_MODEL + " {}/a {}/b {}/c 1 4 3 0.1", "INIT is 3; it must be 1 or 2"),
          new Case(NO_MODEL + " {}/a {}/b {}/c 1 4 2 0", "RATE is 0.0; it must be a finite number"),
          new Case(
              NO_MODEL + " {}/a {}/b {}/c 1 4 2 x", "Invalid value for positional parameter at"),
          new Case(NO_MODEL + " {}/a {}/b {}/c 1 4 2", "Missing required parameter: 'RATE'"),
          new Case(NO_MODEL + " {}/a {}/a {}/c 1 4 2 0.1", "{}/a is named twice; what is written"),
          new Case(NO_MODEL + " {}/digits.csv {}/b {}/c 1 4 2 0.1", "{}/digits.csv is named twice"),
          new Case(NO_MODEL + " {}/link.csv {}/b {}/c 1 4 2 0.1", "{}/link.csv is named twice"),
          new Case(NO_MODEL + " {}/a {}/b {}/none/c 1 4 2 0.1", "{}/none/c: there is no folder"),
          new Case(NO_MODEL + " {}/a {}/b {} 1 4 2 0.1", "{}: is a folder, but a file to write is"),
          new Case(
              "neuralnet {}/none.csv {}/digits.csv {}/a {}/b {}/c 1 4 2 0.1",
              "{}/none.csv: there is no such file"),
          new Case(
              "neuralnet {}/digits.csv {}/wide-digits.csv {}/a {}/b {}/c 1 4 2 0.1",
              "{}/wide-digits.csv, line 1: 4 columns, but {}/digits.csv has 3"));

  @TempDir private static Path folder;

  @BeforeAll
  static void files() throws IOException {
    StringBuilder good = new StringBuilder("height,width,kind\n");
    for (int i = 0; i < 20; i++) {
      good.append(i).append(',').append(20 - i * i).append(i % 3 == 0 ? ",a\n" : ",b\n");
    }
    TestFiles.write(folder, "good.csv", good.toString());
    TestFiles.write(folder, "empty.csv", "");
    TestFiles.write(folder, "ragged.csv", "1,2,a\n3,4,b\n5,6\n");
    TestFiles.write(folder, "word.csv", "1,2,a\ntall,4,b\n");
    TestFiles.write(folder, "nan.csv", "1,2,a\n3,NaN,b\n");
    TestFiles.write(folder, "infinite.csv", "-inf,2,a\n3,4,b\n");
    TestFiles.write(folder, "other.csv", "1,2,a\n3,4,c\n");
    TestFiles.write(folder, "wide.csv", "1,2,3,a\n3,4,5,b\n");
    TestFiles.write(folder, "one.csv", "1,2,a\n3,4,a\n5,6,a\n");
    TestFiles.write(folder, "numbers.csv", "1,2\n3,4\n");
    TestFiles.write(folder, "few.csv", "1,2,a\n3,4,b\n");
    TestFiles.write(folder, "digits.csv", "0,1,0\n1,0,1\n");
    TestFiles.write(folder, "labelled.csv", "1,2,0\n3,4,1\n");
    TestFiles.write(folder, "first.csv", "a,1,2\nb,3,4\n");
    Files.createSymbolicLink(folder.resolve("link.csv"), folder.resolve("digits.csv"));
    TestFiles.write(folder, "wide-digits.csv", "0,1,0,1\n1,0,1,1\n");
    Outcome.done(
        "train", folder.resolve("good.csv"), "--out", folder.resolve("run"), "--epochs", 1);
    byte[] model = Files.readAllBytes(folder.resolve("run/model.safetensors"));
    Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(model, model.length - 1));
  }

  @ParameterizedTest
  @FieldSource("TRAIN")
  void train(Case wrong) {
    refuses(new Case("train " + wrong.arguments + " --out {}/new", wrong.message));
  }

  @ParameterizedTest
  @FieldSource("OTHERS")
  void otherCommands(Case wrong) {
    refuses(wrong);
  }

  /** A command of two names signs with the one that it was called by. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "check truth-table --of x",
        "check network --of x --table 0",
        "check gradient --of jacobian",
        "check jacobian --of gradient"
      })
  void errorsNameTheCommandAsItWasCalled(String call) {
    Object[] words = call.split(" ", -1);
    assertThat(Outcome.of(words).err()).startsWith("chainrule " + words[0] + " " + words[1] + ": ");
  }

  private static void refuses(Case wrong) {
    String before = TestFiles.snapshot(folder);
    Object[] arguments = here(wrong.arguments).strip().split(" +", -1);
    Outcome outcome = wrong.arguments.isEmpty() ? Outcome.of() : Outcome.of(arguments);
    assertThat(outcome.err().lines().skip(1)).allMatch(line -> line.startsWith("  "));
    assertThat(outcome.err().replaceFirst("^chainrule[a-z ]*: ", ""))
        .startsWith(here(wrong.message));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(TestFiles.snapshot(folder)).isEqualTo(before);
  }

  private static String here(String text) {
    return text.replace("{}", folder.toString());
  }
}
