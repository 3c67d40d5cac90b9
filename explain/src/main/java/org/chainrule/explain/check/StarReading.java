package org.chainrule.explain.check;

import java.util.List;
import java.util.function.Function;
import org.chainrule.explain.formula.Stars;

/**
 * The other reading of {@code *}: here it is the product of matrices, in NumPy the one element by
 * element. A claim that is wrong by the first and right by the second is not judged.
 */
public final class StarReading {
  private static final List<Stars> OTHERS = List.of(Stars.ELEMENTWISE, Stars.ELEMENTWISE_IF_NEEDED);

  private StarReading() {}

  /**
   * The verdict, unless the claim is right by another reading.
   *
   * @param claim the claim as it is written
   * @param verdict the verdict where {@code *} is the product of matrices
   * @param judge the verdict where it is another; what can't be read so is not right
   */
  public static Verdict of(String claim, Verdict verdict, Function<Stars, Verdict> judge) {
    boolean starred = claim.contains("*") || claim.contains("×") || claim.contains("\\times");
    return verdict instanceof Verdict.Wrong
            && starred
            && OTHERS.stream().anyMatch(stars -> isRight(judge, stars))
        ? new Verdict.CannotTell(
            "* between vectors or matrices is the product of matrices here, and by this reading the"
                + " claim is wrong; read as the product element by element, which is written ∘ or"
                + " .*, it is right")
        : verdict;
  }

  private static boolean isRight(Function<Stars, Verdict> judge, Stars stars) {
    try {
      return judge.apply(stars) instanceof Verdict.Right;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
