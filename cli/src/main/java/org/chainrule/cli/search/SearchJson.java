package org.chainrule.cli.search;

import java.util.List;
import org.chainrule.cli.Json;
import org.chainrule.learn.estimator.Hyperparameter;
import org.chainrule.learn.estimator.MlpSettings;
import org.chainrule.search.Search;
import org.chainrule.search.Trial;
import tools.jackson.core.JsonGenerator;

/** What a search found, for other programs. */
final class SearchJson {
  /** Whole numbers from here on have gaps. */
  private static final double LARGEST_WHOLE = 0x1p53;

  private SearchJson() {}

  static void write(JsonGenerator json, Search.Result result) {
    scores(json.writeObjectPropertyStart("default"), result.base());
    json.writeEndObject();
    scores(json.writeObjectPropertyStart("best"), result.best());
    settings(json, result.best());
    json.writeEndObject();
    Json.number(json, "difference", result.difference())
        .writeBooleanProperty("complete", result.complete())
        .writeArrayPropertyStart("trials");
    for (Trial trial : result.trials()) {
      json.writeStartObject();
      settings(json, trial);
      scores(json, trial);
      json.writeArrayPropertyStart("folds");
      trial.scores().forEach(score -> Json.number(json, score));
      json.writeEndArray().writeNumberProperty("iterations", trial.iterations());
      trial.failure().ifPresent(reason -> json.writeStringProperty("failure", reason));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void scores(JsonGenerator json, Trial trial) {
    Json.number(json, "train", trial.trainScore());
    Json.number(json, "dev", trial.score());
  }

  private static void settings(JsonGenerator json, Trial trial) {
    json.writeObjectPropertyStart("settings");
    trial.settings().forEach((name, text) -> setting(json, Hyperparameter.named(name), text));
    json.writeEndObject();
  }

  private static void setting(JsonGenerator json, Hyperparameter setting, String text) {
    json.writeName(setting.name());
    MlpSettings settings = setting.set(MlpSettings.defaults(), text);
    switch (setting.value(settings).orElse(null)) {
      case null -> json.writeNull();
      case List<?> sizes -> {
        json.writeStartArray();
        sizes.forEach(size -> json.writeNumber((Integer) size));
        json.writeEndArray();
      }
      case Boolean truth -> json.writeBoolean(truth);
      case Double number when Double.isFinite(number) && !isWhole(number) ->
          json.writeNumber(number);
      case Number number when Double.isFinite(number.doubleValue()) ->
          json.writeNumber(number.longValue());
      case Object _ -> json.writeString(setting.text(settings));
    }
  }

  private static boolean isWhole(double number) {
    return number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE;
  }
}
