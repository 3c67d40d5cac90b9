package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.explain.formula.Syntax.Element;
import org.chainrule.explain.formula.Syntax.Name;
import org.chainrule.explain.formula.Syntax.Operation;
import org.chainrule.explain.formula.Syntax.Operator;
import org.chainrule.explain.formula.Syntax.Power;
import org.chainrule.explain.formula.Syntax.Transposed;

/** The factors of products that are written as one word, with what is raised behind it. */
final class WrittenFactors {
  private final FormulaText source;
  private final NameResolver names;
  private final WordSplitter words;

  /**
   * Factors and a function of what follows in parentheses.
   *
   * @param before the factors, as a word
   * @param function the function
   */
  record Applied(Name before, String function) {}

  WrittenFactors(FormulaText source, NameResolver names) {
    this.source = source;
    this.names = names;
    this.words = new WordSplitter(names::hasMeaning);
  }

  /** Whether a word, perhaps with something raised behind it, is a product. */
  boolean split(Syntax node) {
    return of(node).size() > 1;
  }

  /** The factors of a word and what is raised behind it; itself if it is no product. */
  List<Syntax> of(Syntax node) {
    return of(node, false);
  }

  private List<Syntax> of(Syntax node, boolean raised) {
    return switch (node) {
      case Name name -> ofWord(name, raised);
      case Transposed t when isOpen(t.operand()) ->
          onLast(t.operand(), false, last -> new Transposed(last, t.place()), node);
      case Power p when isOpen(p.base()) ->
          onLast(
              p.base(),
              true,
              last -> new Power(last, p.exponent(), p.elementwise(), p.place()),
              node);
      case Element e when isOpen(e.operand()) ->
          onLast(e.operand(), false, last -> new Element(last, e.indices(), e.place()), node);
      default -> List.of(node);
    };
  }

  private interface Raised {
    Syntax of(Syntax base);
  }

  private List<Syntax> onLast(Syntax base, boolean power, Raised raised, Syntax whole) {
    List<Syntax> factors = new ArrayList<>(of(base, power));
    if (factors.size() == 1) {
      return List.of(whole);
    }
    factors.add(raised.of(factors.removeLast()));
    return factors;
  }

  /** Whether what is raised belongs to the last letter: in {@code (Wx)'} it does not. */
  private boolean isOpen(Syntax base) {
    if (!(base instanceof Name || base instanceof Transposed || base instanceof Power)) {
      return false;
    }
    String rest = source.text().substring(Math.min(base.place().end(), source.text().length()));
    return !rest.stripLeading().startsWith(")") && !rest.stripLeading().startsWith("}");
  }

  /** Whether a word stands alone in parentheses or braces: {@code (yz)}, {@code \frac{1}{nd}}. */
  boolean isEnclosed(Syntax word) {
    String text = source.text();
    String before = text.substring(0, word.place().start()).stripTrailing();
    String rest = text.substring(Math.min(word.place().end(), text.length())).stripLeading();
    return (before.endsWith("(") && rest.startsWith(")"))
        || (before.endsWith("{") && rest.startsWith("}"));
  }

  private List<Syntax> ofWord(Name word, boolean raised) {
    List<List<Name>> splits =
        words.splits(word).stream().filter(split -> isProduct(split, raised)).toList();
    if (splits.size() > 1) {
      throw new FormulaException(
          source,
          word.place(),
          Printer.print(word)
              + " may be "
              + String.join(" or ", splits.stream().map(WordSplitter::written).toList())
              + "; write a space or a sign between the factors");
    }
    return splits.isEmpty() ? List.of(word) : List.copyOf(splits.getFirst());
  }

  /** Euler's number stands in a word only where it is raised, as in {@code xe^y}. */
  private boolean isProduct(List<Name> split, boolean raised) {
    List<Name> others = raised ? split.subList(0, split.size() - 1) : split;
    return others.stream().noneMatch(names::isEuler);
  }

  /** A word that ends in the name of a function, after names: {@code xsin}. */
  Optional<Applied> applied(Name word) {
    String base = word.base();
    if (names.hasMeaning(word) || !word.subscripts().isEmpty()) {
      return Optional.empty();
    }
    for (int i = 1; i < base.length() - 1; i++) {
      Place place = new Place(word.place().start(), word.place().start() + i);
      Name before = new Name(base.substring(0, i), List.of(), place);
      boolean factors = names.hasMeaning(before) || words.splits(before).size() == 1;
      if (factors && KnownFunctions.names().contains(base.substring(i))) {
        return Optional.of(new Applied(before, base.substring(i)));
      }
    }
    return Optional.empty();
  }

  /** A factor before a product that stands in no brackets. */
  Syntax times(Syntax factor, Syntax product, boolean bare) {
    Place place = factor.place().to(product.place());
    boolean inside =
        product instanceof Operation operation
            && bare
            && operation.operator() != Operator.PLUS
            && operation.operator() != Operator.MINUS;
    if (!inside) {
      return new Operation(Operator.JUXTAPOSED, factor, product, place);
    }
    Operation operation = (Operation) product;
    return new Operation(
        operation.operator(), times(factor, operation.left(), true), operation.right(), place);
  }

  /** What a name that nothing is called by could nearly be. */
  Optional<String> nearly(Name word) {
    return words.nearly(word);
  }
}
