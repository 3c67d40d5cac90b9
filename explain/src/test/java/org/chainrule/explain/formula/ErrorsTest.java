package org.chainrule.explain.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {
  private static final Given GIVEN =
      Given.NOTHING.shape("A: n,m; W: n,d; x: n; b: n; r: d; s: 3; c: k");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1 + sigmod(z); 5; there is no function sigmod, did you mean sigmoid?",
        "foo(z); 1; there is no function foo",
        "atan2(z); 1; atan2 is not known here; there are arcsin, arccos and arctan",
        "arccot z; 1; arccot is not known here",
        "cot^{-1} z; 1; the inverse of cot is not known here, for the reciprocal write 1/cot(x)",
        "coth^{-1}(z); 1; the inverse of coth is not known here",
        "W + I x; 1; n×d + n×1 does not fit",
        "softmax(I x 1ᵀ); 1; the size of 1 is not known here, write ones(n)",
        "3 I; 1; the size of I is not known here, write eye(n)",
        "I^2; 1; a power of ?×?, whose size is not known here",
        "2*(z + 1; 3; this ( is never closed",
        "2*(z + 1]; 9; expected an operator or ), which closes the ( in column 3, found ]",
        "z + 1); 6; this ) closes nothing",
        "|z; 1; this | is never closed",
        "z + * 2; 5; expected a number, a name or (, found *",
        "z +; 4; expected a number, a name or (, found the end of the line",
        "2 3; 3; expected an operator or the end of the line, found 3",
        "a / b c; 3; this may be a/(b c) or (a/b) c",
        "W*x + b; 1; n×d times n×1 does not fit: the d columns on the left meet n rows",
        "x*b; 1; n×1 times n×1 does not fit: write a'b for the inner product, a∘b",
        "x + r; 1; n×1 + d×1 does not fit: the shapes must be equal",
        "x + b'; 1; n×1 + 1×n does not fit",
        "A ∘ W; 1; n×m ∘ n×d does not fit",
        "A^2; 1; a power of n×m: write A*A for the product of matrices",
        "2^x; 1; the exponent is n×1, it must be a number",
        "s[4]; 1; there is no element 4 among 3: indices count from 1",
        "s[z]; 3; an index must be a whole number",
        "sum(i=1..q, z_i); 10; a bound must be a whole number, q is none",
        "sum(i=1..9999999, z); 1; more than 1000 terms",
        "softmax(z); 1; softmax takes a vector",
        "sin(a, b); 1; sin takes 1 argument, not 2",
        "dot(x, r); 1; dot of n×1 and d×1: it takes two vectors of one size",
        "trace(A); 1; trace of n×m: it takes a square matrix",
        "softmax'(x); 1; softmax' is not known",
        "z ? 1; 3; the character ? means nothing here",
        "\\foo{z}; 1; the LaTeX command \\foo is not known here",
        "1e999; 1; the number 1e999 is too large",
        "prod(z); 1; prod needs bounds",
        "z^2 = 4; 1; only a name can stand on the left of =",
        "z =; 4; expected a number, a name or (, found the end of the line",
        "h_t = h_{t-1} for t = 1..Q; 26; a bound must be a whole number, Q is none",
        "z = W_ij r_j; 5; this is an element of W, but i stands for no number, sum over it",
        "z_i = W_ij r_j; 7; this is an element of W, but j stands for no number",
        "z = x_k; 5; this is an element of x, but k stands for no number, sum over it, as in Σ_k",
        "z = x_{a-1}; 5; this is an element of x, but a stands for no number",
        "z = x_{n-1}; 5; this is an element of x, but which one depends on the size n",
        "z = x_{j+1}; 5; this is an element of x, but j stands for no number, sum over it, as in"
            + " Σ_j",
        "h = z for t = 1..3; 1; the name on the left must have the index t",
      })
  void pointAtThePlace(String text, int column, String problem) {
    FormulaException error =
        catchThrowableOfType(FormulaException.class, () -> FormulaProgram.parse(text, GIVEN));
    assertThat(error).as(text).isNotNull();
    assertThat(error.problem().replace(';', ',')).startsWith(problem);
    assertThat(error.column()).as(error.getMessage()).isEqualTo(column);
    assertThat(error.line()).isEqualTo(1);
  }

  @Test
  void theMessageShowsTheLineAndCarets() {
    assertThatThrownBy(
            () ->
                FormulaProgram.parse(
                    new FormulaText("net.txt", "a = 1\n\tb = a + sigmod(x)"), Given.NOTHING))
        .hasMessage(
            """
            net.txt, line 2, column 10: there is no function sigmod; did you mean sigmoid? \
            For a product write sigmod*(…)
              \tb = a + sigmod(x)
              \t        ^^^^^^\
            """);
  }

  @Test
  void ofALongLineTheMessageShowsThePlace() {
    String terms = "x+".repeat(200);
    assertThatThrownBy(() -> FormulaProgram.parse(terms + "foo(x)" + "+x".repeat(200)))
        .hasMessage(
            "line 1, column 401: there is no function foo; for a product write foo*(…)\n  …"
                + "x+".repeat(20)
                + "foo(x)"
                + "+x".repeat(17)
                + "…\n"
                + " ".repeat(43)
                + "^^^");
    assertThatThrownBy(() -> FormulaProgram.parse("foo(x)" + "+x".repeat(200)))
        .hasMessageEndingWith("foo(x)" + "+x".repeat(37) + "…\n  ^^^");
    assertThatThrownBy(() -> FormulaProgram.parse(terms + "foo(x)"))
        .hasMessageEndingWith("…" + "x+".repeat(37) + "foo(x)\n" + " ".repeat(77) + "^^^");
    String halves = "𝑥".repeat(101);
    assertThatThrownBy(() -> FormulaProgram.parse("1+" + halves + "+foo(x)"))
        .hasMessageContaining("…" + "𝑥".repeat(37) + "+foo(x)\n");
    assertThatThrownBy(() -> FormulaProgram.parse("x" + "+x".repeat(5000)))
        .satisfies(error -> assertThat(error.getMessage()).hasSizeLessThan(300));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x = 1\\nx = 2; 2; 1; x is already defined",
        "y = a\\na = 2\\ny; 1; 5; a is used here before line 2 defines it",
        "a + b\\nc = 1; 1; 1; only the last line may be a formula without a name",
        "x: 3\\nx: 4\\nx; 2; 1; the sizes of x are declared twice",
        "given x = y\\nx; 1; 11; a value is made of numbers alone",
        "# nothing; 1; 10; there is no formula here",
        "x: 2.5\\nx; 1; 4; a size is a whole number from 1",
      })
  void ofPrograms(String lines, int line, int column, String problem) {
    FormulaException error =
        catchThrowableOfType(
            FormulaException.class, () -> FormulaProgram.parse(lines.replace("\\n", "\n")));
    assertThat(error).as(lines).isNotNull();
    assertThat(error.problem().replace(';', ',')).startsWith(problem);
    assertThat(new int[] {error.line(), error.column()}).containsExactly(line, column);
  }

  @Test
  void ofNestingAndLength() {
    String deep = "(".repeat(5000) + "x" + ")".repeat(5000);
    assertThatThrownBy(() -> FormulaProgram.parse(deep)).hasMessageContaining("levels deep");
    assertThatThrownBy(() -> FormulaProgram.parse("x" + "+x".repeat(5000)))
        .hasMessageContaining("operations in a chain");
    assertThatThrownBy(() -> FormulaProgram.parse("-".repeat(5000) + "x^" + "-".repeat(5000) + "x"))
        .hasMessageContaining("levels deep");
    assertThatThrownBy(
            () -> FormulaProgram.parse("sum(i=1..1000, sum(j=1..1000, sum(k=1..1000, x)))"))
        .hasMessageContaining("operations when written out");
  }

  @Test
  void ofAnswers() {
    FormulaProgram program = FormulaProgram.parse("z1 = weight x\nJ = z1^2");
    assertThatThrownBy(() -> program.read("2 z1 wieght"))
        .hasMessageContaining("did you mean weight?");
    assertThatThrownBy(() -> program.node("zz9"))
        .hasMessageContaining("there are J, weight, x, z1");
    assertThatThrownBy(() -> program.quantity("z2")).hasMessageContaining("nothing is called z2");
  }

  @Test
  void ofValuesThatDoNotFit() {
    assertThatThrownBy(
            () -> FormulaProgram.parse("sum(X)", Given.NOTHING.shape("X: 2,3").at("X=[1,2]")))
        .hasMessageContaining("X is declared as 2×3, its value is 2");
    assertThatThrownBy(
            () ->
                FormulaProgram.parse("x'y", Given.NOTHING.shape("x,y: n").at("x=[1,2], y=[1,2,3]")))
        .hasMessageContaining("n is 2 in one value and 3 in another");
  }
}
