package org.chainrule.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chainrule.explain.check.slip.Slip;
import org.chainrule.explain.check.slip.Slip.Kind;
import org.chainrule.explain.writing.ValueText;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;

/**
 * Judges numbers that are claimed to be a value: a single one, or all of a vector or matrix, each
 * as {@link NumberClaim} does.
 */
public final class ValueClaim {
  private ValueClaim() {}

  /**
   * The verdict.
   *
   * @param claim as {@code 0.5}, {@code (0.1, 0.9)} or {@code [1, 2; 3, 4]}
   * @param digits the significant digits that a claim needs unless it is exact
   * @throws IllegalArgumentException if a claim is no number
   */
  public static Verdict judge(Tensor truth, String claim, int digits) {
    Shape shape = truth.shape();
    if (shape.rank() == 0) {
      return NumberClaim.judge(truth.item(), claim, digits);
    }
    NumberRows rows = NumberRows.parse(WrittenNumber.unlabelled(claim));
    return rows.fits(shape) ? elements(truth, rows, digits) : misfit(truth, rows, digits);
  }

  private static Verdict elements(Tensor truth, NumberRows rows, int digits) {
    List<Verdict> verdicts = verdicts(truth, rows, digits);
    List<Integer> wrong = places(verdicts, Verdict.Wrong.class);
    if (!wrong.isEmpty()) {
      return wrong(truth, rows, verdicts, wrong, digits);
    }
    List<Integer> unknown = places(verdicts, Verdict.CannotTell.class);
    if (!unknown.isEmpty()) {
      int first = unknown.getFirst();
      return new Verdict.CannotTell(
          "entry "
              + index(truth.shape(), first)
              + ": "
              + ((Verdict.CannotTell) verdicts.get(first)).why());
    }
    return new Verdict.Right(
        verdicts.stream()
            .map(verdict -> ((Verdict.Right) verdict).how())
            .distinct()
            .collect(Collectors.joining("; ", "all " + verdicts.size() + " entries: ", "")));
  }

  private static List<Verdict> verdicts(Tensor truth, NumberRows rows, int digits) {
    List<String> claims = rows.elements();
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      verdicts.add(NumberClaim.judge(truth.at(i), claims.get(i), digits));
    }
    return verdicts;
  }

  private static List<Integer> places(List<Verdict> verdicts, Class<? extends Verdict> kind) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < verdicts.size(); i++) {
      if (kind.isInstance(verdicts.get(i))) {
        places.add(i);
      }
    }
    return places;
  }

  private static Verdict wrong(
      Tensor truth, NumberRows rows, List<Verdict> verdicts, List<Integer> wrong, int digits) {
    int first = wrong.getFirst();
    String place = index(truth.shape(), first);
    String others = wrong.size() == 1 ? "" : ", the first of " + wrong.size() + " that are";
    CounterExample example =
        new CounterExample(
            new LinkedHashMap<>(),
            place,
            NumberClaim.number(rows.elements().get(first)),
            truth.at(first));
    List<Optional<Slip>> slips =
        wrong.stream().map(i -> ((Verdict.Wrong) verdicts.get(i)).slip()).distinct().toList();
    Optional<Slip> slip =
        isTransposed(truth, rows, digits)
            ? Optional.of(new Slip(Kind.TRANSPOSED, "the claim is the transpose of the value"))
            : slips.size() == 1 ? slips.getFirst() : Optional.empty();
    return new Verdict.Wrong(
        "the entry " + place + " is wrong" + others,
        Optional.of(example),
        slip,
        Optional.of(ValueText.exact(truth)));
  }

  private static boolean isTransposed(Tensor truth, NumberRows rows, int digits) {
    return truth.shape().rank() == 2
        && rows.transposed().fits(truth.shape())
        && agrees(turned(truth), rows, digits);
  }

  private static boolean agrees(Tensor truth, NumberRows rows, int digits) {
    return verdicts(truth, rows, digits).stream()
        .allMatch(verdict -> verdict instanceof Verdict.Right);
  }

  private static Tensor turned(Tensor matrix) {
    Shape shape = matrix.shape();
    int height = shape.size(0);
    int width = shape.size(1);
    double[] values = new double[shape.elements()];
    Arrays.setAll(values, i -> matrix.at(i % height * width + i / height));
    return Tensor.of(Shape.of(width, height), values);
  }

  private static Verdict misfit(Tensor truth, NumberRows rows, int digits) {
    Shape shape = truth.shape();
    String sizes = shape.sizes().stream().map(Object::toString).collect(Collectors.joining("×"));
    String value = shape.rank() == 1 ? sizes + " numbers" : sizes;
    boolean turned =
        shape.rank() == 2
            && rows.fits(turned(truth).shape())
            && agrees(turned(truth), rows, digits);
    return new Verdict.Wrong(
        "the claim is " + rows.size() + ", the value another shape",
        Optional.empty(),
        Optional.of(
            turned
                ? new Slip(Kind.TRANSPOSED, "the claim is the transpose of the value")
                : new Slip(Kind.SHAPE, "the value is " + value + ", the claim " + rows.size())),
        Optional.of(ValueText.exact(truth)));
  }

  /** The place of an element, counted from 1: {@code [1, 2]}. */
  private static String index(Shape shape, int position) {
    return Arrays.toString(Arrays.stream(shape.index(position)).map(i -> i + 1).toArray());
  }
}
