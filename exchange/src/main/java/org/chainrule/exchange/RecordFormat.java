package org.chainrule.exchange;

import static org.chainrule.learn.data.DataException.quote;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.network.Custom;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Records as JSON objects with a field for each component, so that a layer or initializer that is
 * added needs no reader or writer of its own.
 *
 * <p>A component may be a number, text, a truth value, the constant of an enum, a list of numbers
 * or texts, a record, or one of the records of a sealed interface; the field {@code kind} says
 * which. Constants of an enum in such an interface are kinds without fields. Names are those of
 * Java in lower case with underscores. A field may be missing if the record has a constructor
 * without arguments, which then says its value.
 *
 * <p>Reading makes nothing but what the sealed interface permits.
 */
final class RecordFormat {
  static final String KIND = "kind";

  private RecordFormat() {}

  /** Writes a value of a sealed interface, or a record, as an object. */
  static void write(JsonGenerator json, Class<?> declared, Object value) {
    if (value instanceof Custom custom) {
      throw new IllegalArgumentException(
          "a layer of one's own, such as " + custom.kind() + ", can't be written to a file");
    }
    json.writeStartObject();
    if (declared.isSealed()) {
      json.writeStringProperty(KIND, kind(value));
    }
    if (value instanceof Record) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        field(json, name(component), component.getType(), get(component, value));
      }
    }
    json.writeEndObject();
  }

  private static void field(JsonGenerator json, String name, Class<?> type, Object value) {
    if (value instanceof OptionalInt number) {
      number.ifPresent(present -> json.writeNumberProperty(name, present));
      return;
    }
    json.writeName(name);
    switch (value) {
      case Integer number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Boolean truth -> json.writeBoolean(truth);
      case String text -> json.writeString(text);
      case List<?> values -> list(json, values);
      case Enum<?> constant when !type.isSealed() -> json.writeString(word(constant));
      default -> write(json, type, value);
    }
  }

  private static void list(JsonGenerator json, List<?> values) {
    json.writeStartArray();
    for (Object value : values) {
      switch (value) {
        case Integer number -> json.writeNumber(number);
        case Double number -> json.writeNumber(number);
        default -> json.writeString(value.toString());
      }
    }
    json.writeEndArray();
  }

  /** Reads a value of a sealed interface, or a record. */
  static <T> T read(Class<T> declared, Fields fields) {
    Object found = declared.isSealed() ? member(declared, fields) : record(declared, fields);
    fields.requireNoOthers();
    return declared.cast(found);
  }

  private static Object member(Class<?> sealed, Fields fields) {
    String kind = fields.text(KIND);
    for (Class<?> member : sealed.getPermittedSubclasses()) {
      Optional<?> constant = constant(member, kind);
      if (constant.isPresent()) {
        return constant.get();
      }
      if (member.isRecord()
          && member != Custom.class
          && snake(member.getSimpleName()).equals(kind)) {
        return record(member, fields);
      }
    }
    String what = snake(sealed.getSimpleName());
    String article = "aeiou".indexOf(what.charAt(0)) >= 0 ? "an " : "a ";
    throw fields.wrong(KIND, quote(kind) + " is not " + article + what + " that is known");
  }

  private static Object record(Class<?> type, Fields fields) {
    Optional<Object> usual = constructor(type).map(c -> make(c, fields));
    RecordComponent[] components = type.getRecordComponents();
    Object[] values =
        Arrays.stream(components)
            .map(
                component ->
                    usual.isPresent() && !fields.has(name(component))
                        ? get(component, usual.get())
                        : value(component, fields))
            .toArray();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return make(constructor(type, types).orElseThrow(), fields, values);
  }

  private static Object value(RecordComponent component, Fields fields) {
    String name = name(component);
    Class<?> type = component.getType();
    if (type == int.class) {
      return fields.count(name);
    } else if (type == double.class) {
      return fields.number(name);
    } else if (type == boolean.class) {
      return fields.truth(name);
    } else if (type == String.class) {
      return fields.text(name);
    } else if (type == OptionalInt.class) {
      return fields.has(name) ? OptionalInt.of(fields.whole(name)) : OptionalInt.empty();
    } else if (type == List.class) {
      return list(component.getGenericType(), name, fields);
    } else if (type.isEnum()) {
      String word = fields.text(name);
      return constant(type, word)
          .orElseThrow(() -> fields.wrong(name, quote(word) + " is none of " + words(type)));
    }
    return read(type, fields.object(name));
  }

  private static List<?> list(Type type, String name, Fields fields) {
    Type element = ((ParameterizedType) type).getActualTypeArguments()[0];
    return element == Integer.class
        ? fields.wholes(name)
        : element == Double.class ? fields.numbers(name) : fields.texts(name);
  }

  private static Object get(RecordComponent component, Object record) {
    try {
      return Objects.requireNonNull(component.getAccessor().invoke(record));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(component + " can't be read", e);
    }
  }

  private static Object make(Constructor<?> constructor, Fields fields, Object... values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException cause) {
        throw new DataException(fields.place() + ": " + cause.getMessage(), e);
      }
      throw new LinkageError(constructor + " failed", e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(constructor + " can't be called", e);
    }
  }

  private static Optional<Constructor<?>> constructor(Class<?> type, Class<?>... parameters) {
    return Stream.of(type.getConstructors())
        .filter(c -> Arrays.equals(c.getParameterTypes(), parameters))
        .findFirst()
        .map(c -> (Constructor<?>) c);
  }

  private static Optional<?> constant(Class<?> type, String word) {
    @Nullable Object @Nullable [] constants = type.getEnumConstants();
    return constants == null
        ? Optional.empty()
        : Stream.of(constants).filter(c -> word((Enum<?>) c).equals(word)).findFirst();
  }

  private static List<String> words(Class<?> type) {
    return Stream.of(type.getEnumConstants()).map(c -> word((Enum<?>) c)).toList();
  }

  private static String kind(Object value) {
    return value instanceof Enum<?> constant
        ? word(constant)
        : snake(value.getClass().getSimpleName());
  }

  private static String name(RecordComponent component) {
    return snake(component.getName());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String snake(String name) {
    return name.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
