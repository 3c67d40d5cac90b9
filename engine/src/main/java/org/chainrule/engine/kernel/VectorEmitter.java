package org.chainrule.engine.kernel;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.chainrule.engine.Precision;
import org.chainrule.engine.kernel.Elements.Lanes;

/** Vectors of one width. */
record VectorEmitter(Precision precision, int bits, VectorConstants constants) implements Emitter {
  private static final String PACKAGE = "jdk.incubator.vector.";
  private static final ClassDesc VECTOR = ClassDesc.of(PACKAGE + "Vector");
  static final ClassDesc SPECIES = ClassDesc.of(PACKAGE + "VectorSpecies");
  static final ClassDesc MASK = ClassDesc.of(PACKAGE + "VectorMask");
  private static final ClassDesc OPERATORS = ClassDesc.of(PACKAGE + "VectorOperators");
  private static final ClassDesc COMPARISON = OPERATORS.nested("Comparison");
  private static final ClassDesc VAR_HANDLE = ClassDesc.of("java.lang.invoke.VarHandle");
  private static final ClassDesc BINARY = OPERATORS.nested("Binary");

  private boolean single() {
    return precision == Precision.FLOAT32;
  }

  private TypeKind element() {
    return single() ? TypeKind.FLOAT : TypeKind.DOUBLE;
  }

  private ClassDesc type() {
    return single() ? CD_float : CD_double;
  }

  /** The class of its vectors. */
  ClassDesc numbers() {
    return ClassDesc.of(PACKAGE + (single() ? "FloatVector" : "DoubleVector"));
  }

  private ClassDesc words() {
    return ClassDesc.of(PACKAGE + (single() ? "IntVector" : "LongVector"));
  }

  @Override
  public int width() {
    return bits / Kernels.bits(precision);
  }

  @Override
  public TypeKind kind(Step step) {
    return TypeKind.REFERENCE;
  }

  @Override
  public TypeKind kind() {
    return TypeKind.REFERENCE;
  }

  @Override
  public boolean keepsConstants() {
    return true;
  }

  /** Pushes what vectors of numbers are made by. */
  void species(CodeBuilder code) {
    species(code, numbers());
  }

  private void species(CodeBuilder code, ClassDesc owner) {
    code.getstatic(owner, "SPECIES_" + bits, SPECIES);
  }

  @Override
  public void constant(CodeBuilder code, Step step) {
    boolean word = step.operation() == Operation.WORD;
    ClassDesc owner = word ? words() : numbers();
    species(code, owner);
    scalars().constant(code, step);
    ClassDesc type = !word ? type() : single() ? CD_int : CD_long;
    code.invokestatic(owner, "broadcast", MethodTypeDesc.of(owner, SPECIES, type));
  }

  /** A method of vectors whose other operands are vectors, too. */
  private void method(CodeBuilder code, ClassDesc owner, String name, int operands) {
    code.invokevirtual(
        owner, name, MethodTypeDesc.of(owner, Collections.nCopies(operands - 1, VECTOR)));
  }

  @Override
  public void operation(CodeBuilder code, Step step) {
    switch (step.operation()) {
      case LOAD, NUMBER, WORD, SUM, MAX, MIN, SIN, COS, POWER ->
          throw new IllegalArgumentException(step.operation().name());
      case ADD -> method(code, numbers(), "add", 2);
      case SUBTRACT -> method(code, numbers(), "sub", 2);
      case MULTIPLY -> method(code, numbers(), "mul", 2);
      case DIVIDE -> method(code, numbers(), "div", 2);
      case MULTIPLY_ADD -> method(code, numbers(), "fma", 3);
      case NEGATE -> method(code, numbers(), "neg", 1);
      case ABSOLUTE -> method(code, numbers(), "abs", 1);
      case SQRT -> method(code, numbers(), "sqrt", 1);
      case IF_LESS -> blend(code, "LT");
      case IF_EQUAL -> blend(code, "EQ");
      case TO_BITS ->
          code.invokevirtual(
              numbers(),
              single() ? "reinterpretAsInts" : "reinterpretAsLongs",
              MethodTypeDesc.of(words()));
      case FROM_BITS ->
          code.invokevirtual(
              words(),
              single() ? "reinterpretAsFloats" : "reinterpretAsDoubles",
              MethodTypeDesc.of(numbers()));
      case ADD_BITS -> method(code, words(), "add", 2);
      case SUBTRACT_BITS -> method(code, words(), "sub", 2);
      case AND -> method(code, words(), "and", 2);
      case OR -> method(code, words(), "or", 2);
      case SHIFT_UP -> shift(code, "LSHL", step.detail());
      case SHIFT_DOWN -> shift(code, "LSHR", step.detail());
    }
  }

  private void blend(CodeBuilder code, String comparison) {
    code.getstatic(OPERATORS, comparison, COMPARISON).swap();
    code.invokevirtual(numbers(), "compare", MethodTypeDesc.of(MASK, COMPARISON, VECTOR));
    blend(code);
  }

  /** Of two vectors the upper where the mask above them is set. */
  private void blend(CodeBuilder code) {
    code.invokevirtual(numbers(), "blend", MethodTypeDesc.of(numbers(), VECTOR, MASK));
  }

  private void shift(CodeBuilder code, String operator, long distance) {
    code.getstatic(OPERATORS, operator, BINARY);
    if (single()) {
      code.loadConstant((int) distance);
    } else {
      code.loadConstant(distance);
    }
    code.invokevirtual(
        words(), "lanewise", MethodTypeDesc.of(words(), BINARY, single() ? CD_int : CD_long));
  }

  @Override
  public void accumulate(CodeBuilder code, Operation operation, boolean products) {
    switch (operation) {
      case SUM -> method(code, numbers(), products ? "fma" : "add", products ? 3 : 2);
      case MAX -> method(code, numbers(), "max", 2);
      case MIN -> {
        code.dup2().swap();
        blend(code, "LT");
      }
      default -> throw new IllegalArgumentException(operation.name());
    }
  }

  @Override
  public ScalarEmitter scalars() {
    return new ScalarEmitter(precision);
  }

  @Override
  public void nonzeros(CodeBuilder code, Elements elements) {
    load(code, elements);
    code.getstatic(OPERATORS, "NE", COMPARISON);
    code.iconst_0().conversion(TypeKind.INT, element());
    code.invokevirtual(numbers(), "compare", MethodTypeDesc.of(MASK, COMPARISON, type()));
    code.invokevirtual(MASK, "toLong", MethodTypeDesc.of(CD_long));
  }

  @Override
  public void load(CodeBuilder code, Elements elements) {
    if (endsWhole(elements)) {
      load(code, earlier(elements));
      turn(code, elements.lanes().before());
      return;
    }
    species(code, numbers());
    elements.push(code);
    if (elements.stride() == 0) {
      code.arrayLoad(element());
      code.invokestatic(numbers(), "broadcast", MethodTypeDesc.of(numbers(), SPECIES, type()));
      return;
    }
    // Few processors have masked gathers: lanes beyond the last get the number of the first.
    List<ClassDesc> parameters = places(code, elements, elements.stride() == 1);
    parameters.addFirst(SPECIES);
    code.invokestatic(numbers(), "fromArray", MethodTypeDesc.of(numbers(), parameters));
  }

  @Override
  public void store(CodeBuilder code, Elements elements, int local) {
    if (elements.stride() == 0) {
      elements.push(code);
      code.aload(local).iconst_0();
      code.invokevirtual(numbers(), "lane", MethodTypeDesc.of(type(), CD_int));
      code.arrayStore(element());
      return;
    }
    if (elements.stride() == 1) {
      intoArray(code, elements, local);
      return;
    }
    if (!scatters()) {
      scatter(code, elements, local);
      return;
    }
    fence(code);
    intoArray(code, elements, local);
    fence(code);
  }

  /**
   * Whether lanes that are not all there may be loaded and stored with others before them. A masked
   * load or store is checked for whether it ends within the array, by code for either case.
   */
  boolean endsWhole(Elements elements) {
    return elements.lanes().before() > 0 && elements.stride() == 1;
  }

  private static Elements earlier(Elements elements) {
    return new Elements(elements.array(), elements.offset(), 1, elements.lanes().earlier());
  }

  /**
   * Stores a local variable to elements that {@linkplain #endsWhole end whole}, and what lies
   * before them once more.
   *
   * @param full the local variable with the vector before
   */
  void storeEnd(CodeBuilder code, Elements elements, int full, int local) {
    int before = elements.lanes().before();
    int end = code.allocateLocal(TypeKind.REFERENCE);
    code.aload(full);
    turn(code, width() - before);
    code.aload(local);
    turn(code, width() - before);
    constants.pushFrom(code, this, before);
    blend(code);
    code.astore(end);
    store(code, earlier(elements), end);
  }

  private void intoArray(CodeBuilder code, Elements elements, int local) {
    code.aload(local);
    elements.push(code);
    List<ClassDesc> parameters = places(code, elements, true);
    code.invokevirtual(numbers(), "intoArray", MethodTypeDesc.of(CD_void, parameters));
  }

  /**
   * Keeps compilers from taking stores of lanes apart for stores to the same place, of which they
   * would leave out the earlier one (JDK-8387073). It is no instruction on most processors.
   */
  private static void fence(CodeBuilder code) {
    code.invokestatic(VAR_HANDLE, "storeStoreFence", MethodTypeDesc.of(CD_void));
  }

  /** Whether there are instructions that store lanes apart, as with vectors of 512 bits. */
  private boolean scatters() {
    return bits >= 512;
  }

  /** Stores lanes one by one, by way of the working memory. */
  private void scatter(CodeBuilder code, Elements elements, int local) {
    int scratch = code.allocateLocal(TypeKind.REFERENCE);
    code.aload(KernelWriter.SCRATCH).checkcast(type().arrayType()).astore(scratch);
    code.aload(local).aload(scratch).loadConstant(Kernels.SCATTERED);
    code.invokevirtual(
        numbers(), "intoArray", MethodTypeDesc.of(CD_void, type().arrayType(), CD_int));
    int end = code.allocateLocal(TypeKind.INT);
    if (elements.lanes().masked()) {
      code.aload(elements.lanes().mask());
      code.invokevirtual(MASK, "trueCount", MethodTypeDesc.of(CD_int));
    } else {
      code.loadConstant(width());
    }
    code.istore(end);
    int lane = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(lane);
    Label next = code.newBoundLabel();
    Label done = code.newLabel();
    code.iload(lane).iload(end).if_icmpge(done);
    elements.push(code);
    code.iload(lane).loadConstant(elements.stride()).imul().iadd();
    code.aload(scratch).iload(lane).loadConstant(Kernels.SCATTERED).iadd().arrayLoad(element());
    code.arrayStore(element());
    code.iinc(lane, 1).goto_(next).labelBinding(done);
  }

  /**
   * Pushes what follows array and position in calls, and lists the types from these two on.
   *
   * @param masking whether the mask, if there is one, is among them
   */
  private List<ClassDesc> places(CodeBuilder code, Elements elements, boolean masking) {
    List<ClassDesc> parameters = new ArrayList<>(List.of(type().arrayType(), CD_int));
    if (elements.stride() != 1) {
      constants.pushMultiples(code, elements.stride(), width());
      if (elements.lanes().masked()) {
        code.aload(elements.lanes().mask());
        code.invokevirtual(MASK, "trueCount", MethodTypeDesc.of(CD_int));
        code.loadConstant(width()).imul();
      } else {
        code.loadConstant(width() * width());
      }
      parameters.addAll(List.of(CD_int.arrayType(), CD_int));
    }
    if (masking && elements.lanes().masked()) {
      code.aload(elements.lanes().mask());
      parameters.add(MASK);
    }
    return parameters;
  }

  /**
   * The mask of lanes from the first one to before the bound, in a local variable. A comparison is
   * less code for compilers than a species' method for this.
   */
  int mask(CodeBuilder code, Lanes lanes, Consumer<CodeBuilder> bound) {
    constants.pushLanes(code, this);
    code.getstatic(OPERATORS, "LT", COMPARISON);
    bound.accept(code);
    lanes.pushFirst(code);
    code.isub();
    code.conversion(TypeKind.INT, element());
    code.invokevirtual(numbers(), "compare", MethodTypeDesc.of(MASK, COMPARISON, type()));
    int mask = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(mask);
    return mask;
  }

  /** Of two vectors on the stack the upper where a mask is set. */
  void blend(CodeBuilder code, int mask) {
    code.aload(mask);
    blend(code);
  }

  /**
   * Pushes the sums of lanes so far apart, a power of two, of two vectors in local variables: of
   * the second where lanes have this bit, of the first elsewhere.
   */
  void pushSums(CodeBuilder code, int first, int second, int distance) {
    code.aload(first).aload(second);
    constants.pushUpper(code, this, distance);
    blend(code);
    code.aload(second).aload(first);
    constants.pushUpper(code, this, distance);
    blend(code);
    exchange(code, distance);
    accumulate(code, Operation.SUM, false);
  }

  /** Exchanges the numbers of lanes that are so far apart, a power of two. */
  void exchange(CodeBuilder code, int distance) {
    constants.pushExchange(code, this, distance);
    rearrange(code);
  }

  private void turn(CodeBuilder code, int distance) {
    constants.pushTurn(code, this, distance);
    rearrange(code);
  }

  private void rearrange(CodeBuilder code) {
    code.invokevirtual(numbers(), "rearrange", MethodTypeDesc.of(numbers(), Shuffle.TYPE));
  }
}
