package org.chainrule.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import org.chainrule.learn.training.Epoch;
import org.chainrule.learn.training.Measure;
import org.chainrule.learn.training.Progress;
import org.chainrule.learn.training.Score;
import org.jspecify.annotations.Nullable;

/**
 * Shows on standard error how training goes: a bar on a terminal, elsewhere a line now and then.
 */
final class TrainingDisplay implements Progress, AutoCloseable {
  private static final int WIDTH = 79;
  private static final int BAR = 5;
  private static final int REFRESH_MILLISECONDS = 100;
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  private final PrintWriter err;
  private final boolean terminal;
  private final Duration patience;
  private final int epochs;
  private final int examples;
  private final Measure measure;
  private final BooleanSupplier cancelled;
  private final long begin = System.nanoTime();
  private long nextLine = begin + BETWEEN_LINES.toNanos();
  private @Nullable ProgressBar bar;
  private volatile int epoch = 1;
  private volatile double loss;
  private volatile String scores = "";
  private volatile String rate = "";

  /**
   * A display for one training.
   *
   * @param patience how long a training takes before anything is shown
   * @param epochs how many epochs there are at most
   * @param examples how many examples an epoch has
   * @param measure what is told besides the loss
   * @param cancelled whether training is to end after this batch
   */
  TrainingDisplay(
      PrintWriter err,
      Duration patience,
      int epochs,
      int examples,
      Measure measure,
      BooleanSupplier cancelled) {
    this.err = err;
    this.patience = patience;
    this.epochs = epochs;
    this.examples = examples;
    this.measure = measure;
    this.cancelled = cancelled;
    terminal = Boolean.getBoolean("chainrule.terminal");
  }

  @Override
  public void batch(int number, int done, double lossSoFar) {
    epoch = number;
    loss = lossSoFar;
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
    scores =
        quality(done.training())
            + done.validation().map(score -> " val " + scores(score)).orElse("");
    rate =
        done.learningRate().isPresent()
            ? Messages.format("lr %.3g", done.learningRate().getAsDouble())
            : "";
    long now = System.nanoTime();
    if (!terminal && now >= nextLine) {
      err.println(
          Messages.format(
                  "epoch %d/%d: loss %.4f %s %s",
                  done.number(), epochs, done.training().loss(), scores, rate)
              .strip());
      nextLine = now + BETWEEN_LINES.toNanos();
    }
  }

  @Override
  public boolean cancelled() {
    return cancelled.getAsBoolean();
  }

  /** The loss is that of the epoch so far; accuracy and validation are those of the last epoch. */
  private String render(ProgressState state) {
    double share = state.getNormalizedProgress();
    double seconds = state.getElapsedAfterStart().toMillis() / 1e3;
    int filled = (int) (share * BAR);
    StringBuilder text = new StringBuilder();
    text.append(Messages.format("epoch %d/%d [", epoch, epochs));
    text.repeat('=', filled).repeat(' ', BAR - filled).append(']');
    add(text, Messages.format("loss %.3f", loss));
    add(text, scores);
    add(text, rate);
    if (seconds > 0 && share > 0) {
      add(text, time(seconds * (1 - share) / share) + " left");
      add(text, count(state.getCurrent() / seconds) + "/s");
    }
    return text.toString();
  }

  private String scores(Score score) {
    return Messages.format("%.3f %s", score.loss(), quality(score));
  }

  private String quality(Score score) {
    return switch (measure) {
      case ACCURACY -> Messages.format("%.1f%%", 100 * score.quality());
      case R2 -> Messages.format("R² %.3f", score.quality());
    };
  }

  /** Adds a part if there is one and the line has room for it. */
  private static void add(StringBuilder text, String part) {
    if (!part.isEmpty() && text.length() + 1 + part.length() <= WIDTH) {
      text.append(' ').append(part);
    }
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
