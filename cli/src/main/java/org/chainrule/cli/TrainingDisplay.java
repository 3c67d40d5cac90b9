package org.chainrule.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import org.chainrule.learn.training.Epoch;
import org.chainrule.learn.training.Progress;
import org.chainrule.learn.training.Score;
import org.jspecify.annotations.Nullable;

/**
 * Shows on standard error how training goes: a bar on a terminal, elsewhere a line now and then.
 */
final class TrainingDisplay implements Progress, AutoCloseable {
  private static final int WIDTH = 79;
  private static final int BAR = 10;
  private static final int REFRESH_MILLISECONDS = 100;
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  private final PrintWriter err;
  private final boolean terminal;
  private final Duration patience;
  private final int epochs;
  private final int examples;
  private final BooleanSupplier cancelled;
  private final long begin = System.nanoTime();
  private long nextLine = begin + BETWEEN_LINES.toNanos();
  private @Nullable ProgressBar bar;
  private int epoch = 1;
  private String scores = "";

  /**
   * A display for one training.
   *
   * @param patience how long a training takes before anything is shown
   * @param epochs how many epochs there are at most
   * @param examples how many examples an epoch has
   * @param cancelled whether training is to end after this epoch
   */
  TrainingDisplay(
      PrintWriter err, Duration patience, int epochs, int examples, BooleanSupplier cancelled) {
    this.err = err;
    this.patience = patience;
    this.epochs = epochs;
    this.examples = examples;
    this.cancelled = cancelled;
    terminal = Boolean.getBoolean("chainrule.terminal");
  }

  @Override
  public void batch(int number, int done, double loss) {
    epoch = number;
    if (terminal && bar == null && System.nanoTime() - begin >= patience.toNanos()) {
      bar =
          new ProgressBarBuilder()
              .setInitialMax((long) epochs * examples)
              .setUpdateIntervalMillis(REFRESH_MILLISECONDS)
              .setConsumer(new DelegatingProgressBarConsumer(this::print, WIDTH))
              .setRenderer((state, width) -> render(state))
              .build();
    }
    if (bar != null) {
      bar.stepTo((long) (number - 1) * examples + done);
    }
  }

  @Override
  public void epoch(Epoch done) {
    scores = Messages.format("loss %.4f", done.training().loss());
    Optional<Score> validation = done.validation();
    if (validation.isPresent()) {
      scores +=
          Messages.format(
              " validation %.4f %.1f%%",
              validation.get().loss(), 100 * validation.get().accuracy());
    }
    long now = System.nanoTime();
    if (!terminal && now >= nextLine) {
      err.println(Messages.format("epoch %d/%d: %s", done.number(), epochs, scores));
      nextLine = now + BETWEEN_LINES.toNanos();
    }
  }

  @Override
  public boolean cancelled() {
    return cancelled.getAsBoolean();
  }

  private String render(ProgressState state) {
    double share = state.getNormalizedProgress();
    double seconds = state.getElapsedAfterStart().toMillis() / 1e3;
    int filled = (int) (share * BAR);
    StringBuilder text = new StringBuilder();
    text.append(Messages.format("epoch %d/%d [", epoch, epochs));
    text.repeat('=', filled).repeat(' ', BAR - filled).append("] ").append(scores);
    if (seconds > 0 && share > 0) {
      String rate = count(state.getCurrent() / seconds);
      text.append(' ').append(rate).append("/s ").append(time(seconds * (1 - share) / share));
      text.append(" left");
    }
    return text.substring(0, Math.min(text.length(), WIDTH));
  }

  private static String time(double seconds) {
    long minutes = Math.round(seconds) / 60;
    return minutes < 60
        ? Messages.format("%d:%02d", minutes, Math.round(seconds) % 60)
        : Messages.format("%dh%02dm", minutes / 60, minutes % 60);
  }

  private static String count(double number) {
    return number < 10_000
        ? Messages.format("%.0f", number)
        : Messages.format("%.0fk", number / 1000);
  }

  private void print(String line) {
    err.print('\r' + line + " ".repeat(Math.max(0, WIDTH - line.length())));
    err.flush();
  }

  /** Takes the bar away. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      err.print('\r' + " ".repeat(WIDTH) + '\r');
      err.flush();
    }
  }
}
