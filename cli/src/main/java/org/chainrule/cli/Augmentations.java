package org.chainrule.cli;

import java.util.List;
import org.chainrule.learn.augmentation.Augmentation;
import org.chainrule.learn.augmentation.Motion;
import org.chainrule.learn.augmentation.Noise;
import org.chainrule.learn.augmentation.TokenDrop;

/** Augmentations by the names that users give them, with numbers after colons. */
final class Augmentations {
  private static final List<String> NAMES =
      List.of("shift", "rotate", "scale", "elastic", "noise", "drop");

  private Augmentations() {}

  static Augmentation parse(String text) {
    return Numbers.read(
        text,
        numbers ->
            switch (numbers.name()) {
              case "shift" -> new Motion.Shift(numbers.next(2));
              case "rotate" -> new Motion.Rotate(numbers.next(10));
              case "scale" -> new Motion.Scale(numbers.next(0.1));
              case "elastic" -> new Motion.Elastic(numbers.next(8), numbers.next(4));
              case "noise" -> new Noise(numbers.next(0.1));
              case "drop" -> new TokenDrop(numbers.next(0.1));
              default -> throw Words.unknown(text, NAMES);
            });
  }
}
