package org.chainrule.explain.check;

import java.util.List;
import java.util.Optional;
import org.chainrule.explain.check.slip.Slip;

/** What is found of a claim. */
public sealed interface Verdict {

  /**
   * The claim is right.
   *
   * @param how which method showed it
   * @param remarks what to know about it, such as points where the claim has no value
   */
  record Right(String how, List<String> remarks) implements Verdict {
    public Right {
      remarks = List.copyOf(remarks);
    }

    /** Without remarks. */
    public Right(String how) {
      this(how, List.of());
    }
  }

  /**
   * The claim is wrong.
   *
   * @param why what is wrong, in a sentence that does not tell the answer
   * @param counterExample a point at which claim and truth differ
   * @param slip the one edit of the answer that gives the claim
   * @param answer the true answer, in writing
   */
  record Wrong(
      String why,
      Optional<CounterExample> counterExample,
      Optional<Slip> slip,
      Optional<String> answer)
      implements Verdict {}

  /**
   * Nothing is certain.
   *
   * @param why what was missing
   */
  record CannotTell(String why) implements Verdict {}
}
