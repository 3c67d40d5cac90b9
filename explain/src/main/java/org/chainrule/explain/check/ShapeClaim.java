package org.chainrule.explain.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.explain.check.slip.Slip;
import org.chainrule.explain.check.slip.Slip.Kind;
import org.chainrule.explain.formula.Sizes;
import org.chainrule.graph.Shape;

/**
 * Judges sizes that are claimed to be a shape's; a column may be called {@code n}, {@code (n,)} or
 * {@code n×1}, a number {@code 1}, {@code ()} or {@code scalar}.
 */
public final class ShapeClaim {
  private ShapeClaim() {}

  /**
   * The verdict.
   *
   * @param row whether a vector is meant as a row
   * @param sizes the sizes that have names
   * @throws IllegalArgumentException if the claim can't be understood
   */
  public static Verdict judge(Shape truth, boolean row, Sizes sizes, String claim) {
    List<Integer> claimed = parse(claim, sizes);
    List<Integer> right = truth.sizes();
    boolean vector = truth.rank() == 1;
    boolean asMatrix =
        vector && claimed.equals(row ? List.of(1, right.getFirst()) : List.of(right.getFirst(), 1));
    boolean number = truth.rank() == 0 && claimed.stream().allMatch(size -> size == 1);
    if (claimed.equals(right) || asMatrix || number) {
      return new Verdict.Right(
          sizes.numbers().isEmpty() ? "these sizes" : "these sizes, for all sizes with names");
    }
    boolean turned =
        claimed.reversed().equals(right)
            || (vector
                && claimed.size() == 2
                && claimed.contains(1)
                && claimed.contains(right.getFirst()));
    Slip slip =
        turned
            ? new Slip(Kind.TRANSPOSED, "the sizes are those of the transpose")
            : claimed.size() == right.size()
                ? new Slip(Kind.SHAPE, "the number of axes is right, a size is not")
                : new Slip(
                    Kind.SHAPE,
                    "the claim has " + claimed.size() + " axes, the answer " + right.size());
    return new Verdict.Wrong(
        "the shape is another",
        Optional.empty(),
        Optional.of(slip),
        Optional.of(sizes.text(truth)));
  }

  private static List<Integer> parse(String claim, Sizes sizes) {
    String text = claim.strip().replaceAll("^[\\[(]|,?\\s*[\\])]$", "");
    List<Integer> result = new ArrayList<>();
    if (text.isBlank() || text.strip().equalsIgnoreCase("scalar")) {
      return result;
    }
    for (String word :
        text.strip().split("\\s*[,×*]\\s*|\\s+[xX]\\s+|(?<=\\d)[xX](?=\\d)|\\s+", -1)) {
      Integer named = sizes.numbers().get(word);
      if (named == null && !word.matches("\\d{1,9}")) {
        throw new IllegalArgumentException(
            "\""
                + word
                + "\" is neither a number nor a size with a name"
                + (sizes.numbers().isEmpty() ? "" : "; there are " + sizes.numbers().keySet()));
      }
      result.add(named != null ? named : Integer.valueOf(word));
    }
    return result;
  }
}
