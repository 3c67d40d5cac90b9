package org.chainrule.engine.kernel;

import java.util.Locale;
import java.util.Set;

/** Which of the codes that give the same bits run. */
public enum Mode {
  /** Plain loops, always. */
  PLAIN,
  /** Vectors, always. */
  VECTOR,
  /** Plain loops until the JVM has compiled the vectors. */
  ADAPTIVE;

  /** The system property that sets it. */
  public static final String PROPERTY = "chainrule.kernels";

  /**
   * The mode of this process.
   *
   * @throws IllegalArgumentException if the property names no mode
   */
  public static Mode current() {
    String name = System.getProperty(PROPERTY, ADAPTIVE.name()).toUpperCase(Locale.ROOT);
    for (Mode mode : values()) {
      if (mode.name().equals(name)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "system property %s is %s, must be one of %s",
            PROPERTY,
            name,
            Set.of(values())));
  }
}
