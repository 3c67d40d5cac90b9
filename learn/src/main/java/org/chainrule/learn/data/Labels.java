package org.chainrule.learn.data;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/** What a model should say: the class of each example. */
public final class Labels implements Targets {
  private final int[] indices;
  private final List<String> classes;

  /**
   * Takes for each example the index of its class.
   *
   * @throws IllegalArgumentException if a class is named twice or an index is not that of a class
   */
  public Labels(int[] indices, List<String> classes) {
    this.indices = indices.clone();
    this.classes = List.copyOf(classes);
    if (new HashSet<>(classes).size() < classes.size()) {
      throw new IllegalArgumentException("a class is named twice in " + classes);
    }
    for (int example = 0; example < indices.length; example++) {
      if (indices[example] < 0 || indices[example] >= classes.size()) {
        throw new IllegalArgumentException(
            "label "
                + indices[example]
                + " of example "
                + example
                + " is not the index of one of "
                + classes.size()
                + " classes");
      }
    }
  }

  /** Names of classes, each once: by number if all are numbers, else as text is sorted. */
  public static List<String> inOrder(Collection<String> names) {
    Comparator<String> order =
        areNumbers(names)
            ? Comparator.comparingDouble(DecimalText::parse)
            : Comparator.<String>naturalOrder();
    return names.stream().distinct().sorted(order).toList();
  }

  /** Whether all names are those of numbers. */
  public static boolean areNumbers(Collection<String> names) {
    return names.stream().allMatch(name -> Double.isFinite(DecimalText.parse(name)));
  }

  @Override
  public int count() {
    return indices.length;
  }

  /** The names of the classes. */
  public List<String> classes() {
    return classes;
  }

  /** The index of an example's class. */
  public int index(int example) {
    return indices[example];
  }

  /** The name of an example's class. */
  public String name(int example) {
    return classes.get(indices[example]);
  }

  /** How many examples each class has. */
  public int[] counts() {
    int[] counts = new int[classes.size()];
    for (int index : indices) {
      counts[index]++;
    }
    return counts;
  }

  /**
   * The same labels among other classes.
   *
   * @throws IllegalArgumentException if the class of an example is not one of them
   */
  public Labels withClasses(List<String> newClasses) {
    int[] newIndex = classes.stream().mapToInt(newClasses::indexOf).toArray();
    return new Labels(Arrays.stream(indices).map(index -> newIndex[index]).toArray(), newClasses);
  }

  @Override
  public Labels select(int[] examples) {
    int[] selected = new int[examples.length];
    for (int i = 0; i < examples.length; i++) {
      selected[i] = indices[examples[i]];
    }
    return new Labels(selected, classes);
  }
}
