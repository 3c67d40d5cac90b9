package org.chainrule.explain.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.chainrule.explain.check.slip.Slip;

/** What is found of a claim. */
public sealed interface Verdict {
  /** What to know about it. */
  List<String> remarks();

  /** This verdict, with more to know about it. */
  default Verdict remarked(List<String> more) {
    return switch (this) {
      case Right(String how, List<String> remarks) -> new Right(how, joined(remarks, more));
      case Wrong wrong ->
          new Wrong(
              wrong.why,
              wrong.counterExample,
              wrong.slip,
              wrong.answer,
              joined(wrong.remarks, more));
      case CannotTell(String why, List<String> remarks) ->
          new CannotTell(why, joined(remarks, more));
    };
  }

  private static List<String> joined(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).distinct().toList();
  }

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
   * @param remarks how the claim was understood where a reader may not expect it
   */
  record Wrong(
      String why,
      Optional<CounterExample> counterExample,
      Optional<Slip> slip,
      Optional<String> answer,
      List<String> remarks)
      implements Verdict {
    public Wrong {
      remarks = List.copyOf(remarks);
    }

    /** Without remarks. */
    public Wrong(
        String why,
        Optional<CounterExample> counterExample,
        Optional<Slip> slip,
        Optional<String> answer) {
      this(why, counterExample, slip, answer, List.of());
    }

    /** The same with another slip. */
    Wrong with(Optional<Slip> other) {
      return new Wrong(why, counterExample, other, answer, remarks);
    }

    /** The same with an answer. */
    public Wrong answered(String truth) {
      return new Wrong(why, counterExample, slip, Optional.of(truth), remarks);
    }
  }

  /**
   * Nothing is certain.
   *
   * @param why what was missing
   * @param remarks how the claim was understood where a reader may not expect it
   */
  record CannotTell(String why, List<String> remarks) implements Verdict {
    public CannotTell {
      remarks = List.copyOf(remarks);
    }

    /** Without remarks. */
    public CannotTell(String why) {
      this(why, List.of());
    }
  }
}
