package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.chainrule.learn.data.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir private Path folder;

  private static Path writeModel(Path draft) {
    return TestFiles.write(draft, "model", "learned");
  }

  @Test
  void whatAppearsMeanwhileIsLeftAloneAndTheRunIsKeptBeside() throws IOException {
    Path wanted = folder.resolve("run");
    try (RunFolder run = RunFolder.create(Optional.of(wanted), "name")) {
      run.write(RunFolderTest::writeModel);
      Files.createDirectory(wanted);
      TestFiles.write(wanted, "other", "of another");
      TestFiles.write(folder, "run-1", "a file");
      assertThatThrownBy(run::publish)
          .isInstanceOf(DataException.class)
          .hasMessage(
              "%s: something else was put there during the training; the run is in %s-2",
              wanted, wanted);
    }
    assertThat(folder.resolve("run-2/model")).hasContent("learned");
    assertThat(wanted.resolve("other")).hasContent("of another");
    assertThat(folder.resolve("run-1")).hasContent("a file");
  }

  @Test
  void whatWasWrittenStaysWhenTheRestFails() throws IOException {
    try (RunFolder run = RunFolder.create(Optional.of(folder.resolve("run")), "name")) {
      assertThatThrownBy(
              () ->
                  run.write(
                      draft -> {
                        writeModel(draft);
                        throw new DataException("report.html: the disk is full");
                      }))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith("report.html: the disk is full; what could be written is in ")
          .hasMessageContaining(folder.toString());
    }
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile)).singleElement().asString().endsWith("model");
    }
  }

  @Test
  void whatCannotBeNamedStays() throws IOException {
    Path parent = folder.resolve("parent");
    Path draft;
    try (RunFolder run = RunFolder.create(Optional.of(parent.resolve("run")), "name")) {
      draft = run.write(file -> file);
      writeModel(draft);
      Files.move(parent, folder.resolve("moved"));
      assertThatThrownBy(run::publish)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("the run is in " + draft);
    }
    assertThat(folder.resolve("moved").resolve(draft.getFileName()).resolve("model"))
        .hasContent("learned");
  }

  @Test
  void whatIsLeftIsGoneOnWithOnlyIfATrainingLeftIt() throws IOException {
    Path wanted = folder.resolve("run");
    Path part = Files.createDirectory(folder.resolve("run.part"));
    assertThatThrownBy(() -> RunFolder.requireNew(wanted))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(part + ": is of a program that is still at work")
        .hasMessageNotContaining("--resume");
    TestFiles.write(part, Resumption.FILE, "{}");
    assertThatThrownBy(() -> RunFolder.requireNew(wanted))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("train --resume " + part);
  }

  @Test
  void nothingIsLeftOfATrainingThatFailed() {
    RunFolder.create(Optional.of(folder.resolve("new/run")), "name").close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderThatAnotherRunUsesStays() {
    Path parent = folder.resolve("runs");
    RunFolder first = RunFolder.create(Optional.of(parent.resolve("first")), "name");
    RunFolder second = RunFolder.create(Optional.of(parent.resolve("second")), "name");
    first.close();
    Path draft = second.write(RunFolderTest::writeModel);
    assertThat(draft).exists();
    second.publish();
    second.close();
    assertThat(parent.resolve("second/model")).hasContent("learned");
  }
}
