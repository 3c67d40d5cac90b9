package org.chainrule.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Png;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.AtomicFile;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.training.History;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Score;

/**
 * How a training run went, to be read by people.
 *
 * @param title what was run
 * @param model what came of it
 * @param history how training went
 * @param scores how well the model does on each part of the data, by the part's name
 * @param mistakes what it gets wrong, if it tells classes and was tried on anything
 * @param deviations how far it is from the truth, if it tells numbers and was tried on anything
 * @param example what to show on its way through the network, if anything
 * @param settings what the run was asked to do, each setting by its name
 */
public record RunReport(
    String title,
    Model model,
    History history,
    SequencedMap<String, Score> scores,
    Optional<Mistakes> mistakes,
    Optional<Deviations> deviations,
    Optional<Tensor> example,
    SequencedMap<String, String> settings) {
  public RunReport {
    scores = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(scores));
    settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
  }

  /**
   * What was written.
   *
   * @param files the files, the page first
   * @param warning what could not be drawn and why, if so
   */
  public record Written(List<Path> files, Optional<String> warning) {
    public Written {
      files = List.copyOf(files);
    }
  }

  /**
   * Writes {@code report.html}, which needs nothing beside it, and its charts as PNG: {@code
   * network.png}, {@code learning-curves.png}, {@code confusion-matrix.png}, {@code misread.png}
   * and {@code estimates.png}, the last three if there is something to show. Each file is written
   * wholly or not at all; charts of an earlier report are removed.
   *
   * <p>Where there are no fonts, the page is complete and the charts are left out.
   *
   * @param folder a folder that exists
   * @throws DataException if something cannot be written
   */
  public Written write(Path folder) {
    return write(folder, Png.obstacle());
  }

  /**
   * Writes it where charts can't be drawn as PNG for this reason, if there is one.
   *
   * @throws DataException if something cannot be written
   */
  Written write(Path folder, Optional<String> obstacle) {
    RunCharts charts = RunCharts.of(this);
    Path page = folder.resolve("report.html");
    AtomicFile.writeText(page, RunPage.html(this, charts));
    SequencedMap<Path, Drawing> drawn = new LinkedHashMap<>();
    charts
        .byFile()
        .forEach(
            (name, chart) -> {
              Path file = folder.resolve(name);
              chart
                  .filter(drawing -> obstacle.isEmpty())
                  .ifPresentOrElse(drawing -> drawn.put(file, drawing), () -> remove(file));
            });
    drawn.entrySet().parallelStream().forEach(chart -> write(chart.getKey(), chart.getValue()));
    List<Path> files = new ArrayList<>(List.of(page));
    files.addAll(drawn.keySet());
    return new Written(
        files,
        obstacle.map(
            reason ->
                String.format(
                    Locale.ROOT,
                    "the charts are only in %s, not as PNG: Java needs a font to draw them"
                        + " (and -Djava.awt.headless=true where there is no display): %s",
                    page,
                    reason)));
  }

  private static void write(Path file, Drawing drawing) {
    AtomicFile.write(file, out -> out.write(Png.of(drawing)));
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new DataException(file + ": a chart of an earlier report cannot be removed", e);
    }
  }
}
