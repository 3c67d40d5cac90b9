package org.chainrule.cli;

import java.io.FileDescriptor;
import java.lang.reflect.Field;

/**
 * Standard error, which the launcher passes under another number to keep the JVM's notes out of it.
 */
final class StandardError {
  private StandardError() {}

  /**
   * Makes everything that writes to standard error write to the descriptor that the launcher named.
   * Where this JVM does not allow that, the text takes the launcher's detour and still arrives.
   */
  static void restore() {
    Integer descriptor = Integer.getInteger("chainrule.stderr");
    if (descriptor == null) {
      return;
    }
    try {
      Field number = FileDescriptor.class.getDeclaredField("fd");
      if (number.trySetAccessible()) {
        number.setInt(FileDescriptor.err, descriptor);
      }
    } catch (ReflectiveOperationException e) {
      return;
    }
  }
}
