package org.chainrule.learn.data;

import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Handwritten digits that come with this library: 1,797 images of 8×8 grey levels from 0 to 16, in
 * ten classes.
 *
 * <p>Source: E. Alpaydin, C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine
 * Learning Repository, 1998, DOI 10.24432/C50P49, CC BY 4.0: the test part, as scikit-learn ships
 * it.
 */
public final class Digits {
  private static final String RESOURCE = "digits.csv.gz";

  private Digits() {}

  /** Reads the digits. */
  public static Dataset load() {
    Source source = new Source(RESOURCE, Digits::open);
    List<String> classes = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    return new DelimitedText()
        .withClasses(classes)
        .read(source)
        .withName("digits")
        .withExampleShape(List.of(8, 8));
  }

  private static InputStream open() {
    InputStream resource = Digits.class.getResourceAsStream(RESOURCE);
    if (resource == null) {
      throw new IllegalStateException("the resource " + RESOURCE + " is missing from this build");
    }
    return resource;
  }
}
