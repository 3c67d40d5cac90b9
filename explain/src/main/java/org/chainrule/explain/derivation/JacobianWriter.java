package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.calculus.Gradient;
import org.chainrule.explain.document.Block;
import org.chainrule.explain.writing.Written;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Formula;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Variable;

/**
 * Writes the derivation of a Jacobian ∂y/∂x. Its steps are those of the gradient of vᵀy, which is
 * vᵀ ∂y/∂x for every v: what v is multiplied by is written, as a matrix, or element by element.
 */
public final class JacobianWriter {
  private final Symbols symbols;
  private final Tidy tidy;
  private final Pen pen;
  private final Seeds seeds;

  private JacobianWriter(Symbols symbols, Seeds seeds) {
    this.symbols = symbols;
    this.tidy = new Tidy(symbols, Set.of());
    this.pen = Pen.of(symbols);
    this.seeds = seeds;
  }

  /**
   * The writer of a derivation.
   *
   * @param direction v
   */
  static JacobianWriter of(Symbols symbols, Expr direction, List<Section> sections) {
    Expr y = symbols.function();
    Map<Expr, Expr> jacobians = new HashMap<>();
    sections.forEach(
        section -> jacobians.put(symbols.total(section.of()), symbols.jacobian(section.of())));
    Set<Expr> units = new HashSet<>(Set.of(direction, symbols.total(y)));
    jacobians.keySet().removeAll(units);
    return new JacobianWriter(symbols, new Seeds(units, jacobians));
  }

  /** The Jacobian by the first variable as one formula, or element by element, if it has one. */
  public static Optional<Written> whole(Question question) {
    Expr y = question.objective();
    Symbols symbols = new Symbols(y, question.names(), question.sizes());
    Expr direction = y.shape().rank() == 0 ? Expr.constant(1) : Variable.fresh("v", y.shape());
    JacobianWriter writer = new JacobianWriter(symbols, Seeds.of(direction));
    Expr x = question.by().getFirst();
    Expr raw = Gradient.pullback(List.of(y), List.of(direction), List.of(x)).getFirst();
    Expr row = writer.tidy.of(symbols.display(writer.tidy.simplified(raw)));
    return y.shape().rank() == 0 || Uniform.value(row).isPresent()
        ? Optional.of(writer.pen.write(row))
        : writer.form(row).map(writer.pen::write);
  }

  private Optional<? extends JacobianForm> form(Expr row) {
    Optional<LinearMap> matrix = matrix(row);
    return matrix.isPresent() ? matrix : element(row);
  }

  private Optional<LinearMap> matrix(Expr row) {
    boolean flat = row.shape().rank() <= 1 && symbols.function().shape().rank() <= 1;
    return flat
        ? LinearMap.of(row, seeds).map(map -> writtenOut(map.transposed().tidied(tidy), row))
        : Optional.empty();
  }

  /** Entry by entry, what is put together from single elements and not too large. */
  private LinearMap writtenOut(LinearMap map, Expr row) {
    Shape shape = symbols.function().shape().concat(row.shape());
    boolean open = shape.sizes().stream().anyMatch(s -> symbols.sizes().symbol(s).isPresent());
    return open || !map.hasUnits()
        ? map
        : Entries.of(map, shape.size(0), row.shape().elements(), symbols)
            .<LinearMap>map(entries -> entries.tidied(tidy))
            .orElse(map);
  }

  private Optional<DeltaForm> element(Expr row) {
    return DeltaForm.of(row, symbols.function().shape().rank(), seeds, symbols.names());
  }

  /** The steps in writing; those that are no sum of products over indices are left out. */
  Block.Steps written(Equation equation) {
    List<Block.Step> steps = new ArrayList<>();
    if (equation.lines().stream().anyMatch(line -> !seeds.isUnder(line.right()))) {
      Expr constant = equation.lines().getLast().right();
      steps.add(new Block.Step(equation.lines().getLast().rule(), pen.write(constant)));
      return new Block.Steps(pen.write(equation.left()), steps, Optional.empty());
    }
    if (isMatrix(equation)) {
      for (Equation.Line line : equation.lines()) {
        matrix(line.right()).ifPresent(form -> add(steps, rule(line), pen.write(form)));
      }
      return new Block.Steps(pen.write(equation.left()), steps, Optional.empty());
    }
    Written left = pen.write(equation.left());
    for (Equation.Line line : equation.lines()) {
      Optional<DeltaForm> form = element(line.right());
      if (form.isPresent()) {
        left = element(equation.left(), form.get());
        add(steps, rule(line), pen.write(form.get()));
      }
    }
    return new Block.Steps(left, steps, Optional.empty());
  }

  /** ∂y/∂y = I is no rule's work. */
  private String rule(Equation.Line line) {
    return seeds.units().contains(line.right()) ? "" : line.rule();
  }

  private static void add(List<Block.Step> steps, String rule, Written right) {
    if (steps.isEmpty() || !steps.getLast().right().equals(right)) {
      steps.add(new Block.Step(rule, right));
    }
  }

  /** Whether all steps are products of matrices. */
  private boolean isMatrix(Equation equation) {
    return equation.lines().stream().allMatch(line -> matrix(line.right()).isPresent());
  }

  /** One element of what was written as a matrix. */
  Optional<Block.Steps> elements(Section section) {
    Expr total = symbols.total(section.of());
    Equation closed = new Equation(total, List.of(new Equation.Line("", section.closed())));
    return Size.isLong(section.closed()) || !section.equations().stream().allMatch(this::isMatrix)
        ? Optional.empty()
        : element(section.closed())
            .map(
                form ->
                    new Block.Steps(
                        element(closed.left(), form),
                        List.of(new Block.Step("element by element", pen.write(form))),
                        Optional.empty()));
  }

  /** The derivatives by several numbers as the columns of one matrix, if y is a short vector. */
  Optional<Written> together(List<Section> sections) {
    int count = symbols.function().shape().rank() == 1 ? symbols.function().shape().size(0) : 0;
    boolean numbers = sections.stream().allMatch(section -> section.of().shape().rank() == 0);
    List<LinearMap> maps =
        sections.stream().flatMap(section -> column(section.closed()).stream()).toList();
    List<Entries> columns =
        maps.stream().flatMap(map -> Entries.of(map, count, 1, symbols).stream()).toList();
    boolean all = numbers && sections.size() > 1 && columns.size() == sections.size();
    return all && maps.stream().anyMatch(Entries.class::isInstance)
        ? Optional.of(pen.write(Entries.beside(columns)))
        : Optional.empty();
  }

  private Optional<LinearMap> column(Expr closed) {
    boolean zero = Uniform.value(closed).orElse(1) == 0;
    return zero
        ? Optional.of(new LinearMap.Column(Expr.filled(symbols.function().shape(), 0)))
        : matrix(closed);
  }

  /** ∂yᵢ/∂xⱼ. */
  private Written element(Expr derivative, DeltaForm form) {
    Written whole = pen.write(derivative);
    String all = String.join("", form.of()) + "," + String.join("", form.by());
    String indices = all.endsWith(",") ? all.substring(0, all.length() - 1) : all;
    return new Written(
        "(" + whole.text() + ")_{" + indices + "}",
        "\\left(" + whole.latex() + "\\right)_{" + indices + "}");
  }

  /**
   * Compares what is written with the Jacobian.
   *
   * @param values of all variables and symbols
   * @throws DerivationException if they differ: a bug
   */
  void check(Equation equation, Map<Expr, Tensor> values) {
    if (!(symbols.meaning(equation.left()).orElse(null) instanceof Symbols.Meaning.Total total)) {
      return;
    }
    Tensor expected = values.get(symbols.jacobian(total.node()));
    for (Equation.Line line : equation.lines()) {
      for (Optional<? extends JacobianForm> form :
          List.of(matrix(line.right()), element(line.right()))) {
        if (expected != null && form.isPresent() && !form.get().equals(expected, values)) {
          throw new DerivationException(
              "the step \""
                  + line.rule()
                  + "\" to "
                  + pen.write(form.get()).text()
                  + " is wrong: it is not read off "
                  + Formula.of(line.right()));
        }
      }
    }
  }
}
