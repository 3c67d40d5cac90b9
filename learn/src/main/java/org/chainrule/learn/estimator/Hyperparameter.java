package org.chainrule.learn.estimator;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.chainrule.learn.network.Activation;

/**
 * A component of {@link MlpSettings} by scikit-learn's name, its values as text as Python writes
 * them.
 */
public final class Hyperparameter {
  /** Numbers of a smaller power of ten are written with it. */
  private static final int LEAST_PLAIN = -4;

  private static final RecordComponent[] COMPONENTS = MlpSettings.class.getRecordComponents();
  private static final List<Hyperparameter> ALL =
      Arrays.stream(COMPONENTS).map(Hyperparameter::new).toList();
  private static final String LOGISTIC = "logistic";
  private static final String AUTO = "auto";

  private final RecordComponent component;

  private Hyperparameter(RecordComponent component) {
    this.component = component;
  }

  /** All of them, in the order of scikit-learn's documentation. */
  public static List<Hyperparameter> all() {
    return ALL;
  }

  /**
   * The one of this name.
   *
   * @throws IllegalArgumentException if there is none; it names those that there are
   */
  public static Hyperparameter named(String name) {
    return ALL.stream()
        .filter(h -> h.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no hyper-parameter "
                        + name
                        + " among "
                        + ALL.stream()
                            .map(Hyperparameter::name)
                            .collect(Collectors.joining(", "))));
  }

  /** scikit-learn's name, such as {@code hidden_layer_sizes}. */
  public String name() {
    return component.getName().replaceAll("([A-Z]|\\d)", "_$1").toLowerCase(Locale.ROOT);
  }

  /** A number as Python writes it, but for a fraction of 0: with an exponent from below 10⁻⁴. */
  public static String text(double number) {
    if (Double.isInfinite(number)) {
      return "inf";
    }
    BigDecimal exact = BigDecimal.valueOf(number).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    return exact.signum() == 0 || exponent >= LEAST_PLAIN
        ? exact.toPlainString()
        : String.format(
            Locale.ROOT, "%se-%02d", exact.scaleByPowerOfTen(-exponent).toPlainString(), -exponent);
  }

  /** Its value: sizes of layers, a number, a truth or a word; empty where Python has None. */
  public Optional<Object> value(MlpSettings settings) {
    return switch (value(component, settings)) {
      case OptionalInt number -> Optional.of(number.isPresent() ? number.getAsInt() : AUTO);
      case OptionalLong number ->
          number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
      case Enum<?> _ -> Optional.of(text(settings));
      case Object other -> Optional.of(other);
    };
  }

  /** Its value, as Python writes it. */
  public String text(MlpSettings settings) {
    return switch (value(component, settings)) {
      case List<?> sizes when sizes.size() == 1 -> "(" + sizes.getFirst() + ",)";
      case List<?> sizes ->
          sizes.stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")"));
      case Activation activation when activation == Activation.SIGMOID -> LOGISTIC;
      case Enum<?> word -> word.name().toLowerCase(Locale.ROOT);
      case Boolean truth -> truth ? "True" : "False";
      case OptionalInt number -> number.isPresent() ? "" + number.getAsInt() : AUTO;
      case OptionalLong number -> number.isPresent() ? "" + number.getAsLong() : "None";
      case Double number -> text(number);
      case Object other -> other.toString();
    };
  }

  private static Object value(RecordComponent component, MlpSettings settings) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The same settings with another value of this one.
   *
   * @throws IllegalArgumentException if the text is no such value; it says what would be
   */
  public MlpSettings set(MlpSettings settings, String text) {
    Object[] values =
        Arrays.stream(COMPONENTS)
            .map(c -> c.getName().equals(component.getName()) ? parse(text) : value(c, settings))
            .toArray();
    Class<?>[] types =
        Arrays.stream(COMPONENTS).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return MlpSettings.class.getConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof IllegalArgumentException wrong
          ? wrong
          : new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object parse(String text) {
    String plain = text.strip().replaceAll("^(['\"])(.*)\\1$", "$2");
    Class<?> type = component.getType();
    try {
      if (type == List.class) {
        return sizes(plain);
      }
      if (type.isEnum()) {
        return word(type, plain);
      }
      if (type == OptionalInt.class) {
        return plain.equals(AUTO) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(plain));
      }
      if (type == OptionalLong.class) {
        return plain.equals("None") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(plain));
      }
      if (type == boolean.class) {
        return truth(plain);
      }
      if (type == int.class) {
        return Integer.parseInt(plain);
      }
      return plain.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(plain);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name() + " is '" + text + "'; expected: " + expected(), e);
    }
  }

  private static List<Integer> sizes(String text) {
    String inner = text.replaceAll("^[(\\[](.*)[)\\]]$", "$1").strip();
    return inner.isEmpty()
        ? List.of()
        : Arrays.stream(inner.split(",")).map(String::strip).map(Integer::valueOf).toList();
  }

  private static Object word(Class<?> type, String text) {
    String wanted = text.equals(LOGISTIC) ? Activation.SIGMOID.name() : text;
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.toString().equalsIgnoreCase(wanted))
        .findFirst()
        .orElseThrow(NumberFormatException::new);
  }

  private static boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new NumberFormatException();
    };
  }

  /** What its values look like, for messages and help. */
  public String expected() {
    Class<?> type = component.getType();
    if (type == Activation.class) {
      return "identity, logistic, tanh or relu";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(" or "));
    }
    return switch (component.getName()) {
      case "hiddenLayerSizes" -> "sizes of layers, as in (100,) or (50, 20)";
      case "batchSize" -> "auto or a whole number from 1";
      case "randomState" -> "None or a whole number from 0 to 4294967295";
      default ->
          type == boolean.class
              ? "True or False"
              : type == int.class ? "a whole number" : "a number";
    };
  }

  @Override
  public String toString() {
    return name();
  }
}
