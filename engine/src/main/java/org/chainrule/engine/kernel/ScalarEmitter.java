package org.chainrule.engine.kernel;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Collections;
import org.chainrule.engine.Precision;

/** Plain numbers, a lane at a time. */
record ScalarEmitter(Precision precision) implements Emitter {
  static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
  private static final ClassDesc STRICT_MATH = ClassDesc.of("java.lang.StrictMath");
  private static final ClassDesc FLOAT = ClassDesc.of("java.lang.Float");
  private static final ClassDesc DOUBLE = ClassDesc.of("java.lang.Double");
  private static final MethodTypeDesc OF_ONE_DOUBLE = MethodTypeDesc.of(CD_double, CD_double);

  private boolean single() {
    return precision == Precision.FLOAT32;
  }

  @Override
  public TypeKind kind() {
    return single() ? TypeKind.FLOAT : TypeKind.DOUBLE;
  }

  private ClassDesc type() {
    return single() ? CD_float : CD_double;
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public TypeKind kind(Step step) {
    return !step.operation().bits() ? kind() : single() ? TypeKind.INT : TypeKind.LONG;
  }

  @Override
  public boolean keepsConstants() {
    return false;
  }

  @Override
  public void constant(CodeBuilder code, Step step) {
    if (step.operation() == Operation.WORD) {
      if (single()) {
        code.loadConstant((int) step.detail());
      } else {
        code.loadConstant(step.detail());
      }
    } else if (single()) {
      code.loadConstant((float) step.number());
    } else {
      code.loadConstant(step.number());
    }
  }

  @Override
  public void operation(CodeBuilder code, Step step) {
    switch (step.operation()) {
      case LOAD, NUMBER, WORD, SUM, MAX, MIN ->
          throw new IllegalArgumentException(step.operation().name());
      case ADD -> choose(code, CodeBuilder::fadd, CodeBuilder::dadd);
      case SUBTRACT -> choose(code, CodeBuilder::fsub, CodeBuilder::dsub);
      case MULTIPLY -> choose(code, CodeBuilder::fmul, CodeBuilder::dmul);
      case DIVIDE -> choose(code, CodeBuilder::fdiv, CodeBuilder::ddiv);
      case MULTIPLY_ADD -> math(code, "fma", 3);
      case NEGATE -> choose(code, CodeBuilder::fneg, CodeBuilder::dneg);
      case ABSOLUTE -> math(code, "abs", 1);
      case SQRT -> inDouble(code, MATH, "sqrt");
      case IF_LESS -> {
        // A NaN compares as greater.
        choose(code, CodeBuilder::fcmpg, CodeBuilder::dcmpg);
        Label otherwise = code.newLabel();
        choose(code, code.ifge(otherwise), otherwise);
      }
      case IF_EQUAL -> {
        choose(code, CodeBuilder::fcmpl, CodeBuilder::dcmpl);
        Label otherwise = code.newLabel();
        choose(code, code.ifne(otherwise), otherwise);
      }
      case TO_BITS -> {
        if (single()) {
          code.invokestatic(FLOAT, "floatToRawIntBits", MethodTypeDesc.of(CD_int, CD_float));
        } else {
          code.invokestatic(DOUBLE, "doubleToRawLongBits", MethodTypeDesc.of(CD_long, CD_double));
        }
      }
      case FROM_BITS -> {
        if (single()) {
          code.invokestatic(FLOAT, "intBitsToFloat", MethodTypeDesc.of(CD_float, CD_int));
        } else {
          code.invokestatic(DOUBLE, "longBitsToDouble", MethodTypeDesc.of(CD_double, CD_long));
        }
      }
      case ADD_BITS -> choose(code, CodeBuilder::iadd, CodeBuilder::ladd);
      case SUBTRACT_BITS -> choose(code, CodeBuilder::isub, CodeBuilder::lsub);
      case AND -> choose(code, CodeBuilder::iand, CodeBuilder::land);
      case OR -> choose(code, CodeBuilder::ior, CodeBuilder::lor);
      case SHIFT_UP -> {
        code.loadConstant((int) step.detail());
        choose(code, CodeBuilder::ishl, CodeBuilder::lshl);
      }
      case SHIFT_DOWN -> {
        code.loadConstant((int) step.detail());
        choose(code, CodeBuilder::iushr, CodeBuilder::lushr);
      }
      case SIN -> inDouble(code, STRICT_MATH, "sin");
      case COS -> inDouble(code, STRICT_MATH, "cos");
      case POWER -> {
        if (single()) {
          code.f2d();
        }
        code.loadConstant(step.number());
        code.invokestatic(STRICT_MATH, "pow", MethodTypeDesc.of(CD_double, CD_double, CD_double));
        if (single()) {
          code.d2f();
        }
      }
    }
  }

  private interface Instruction {
    void write(CodeBuilder code);
  }

  private void choose(CodeBuilder code, Instruction ofFloat, Instruction ofDouble) {
    (single() ? ofFloat : ofDouble).write(code);
  }

  /** Keeps the upper of two numbers, or at the label the lower one. */
  private void choose(CodeBuilder code, CodeBuilder branched, Label otherwise) {
    Label end = code.newLabel();
    if (single()) {
      branched.swap().pop().goto_(end).labelBinding(otherwise).pop();
    } else {
      branched.dup2_x2().pop2().pop2().goto_(end).labelBinding(otherwise).pop2();
    }
    code.labelBinding(end);
  }

  private void math(CodeBuilder code, String name, int operands) {
    code.invokestatic(MATH, name, MethodTypeDesc.of(type(), Collections.nCopies(operands, type())));
  }

  /** A function of binary64 numbers; rounding a root twice does no harm. */
  private void inDouble(CodeBuilder code, ClassDesc owner, String name) {
    if (single()) {
      code.f2d();
    }
    code.invokestatic(owner, name, OF_ONE_DOUBLE);
    if (single()) {
      code.d2f();
    }
  }

  @Override
  public void accumulate(CodeBuilder code, Operation operation, boolean products) {
    switch (operation) {
      case SUM -> {
        if (products) {
          math(code, "fma", 3);
        } else {
          choose(code, CodeBuilder::fadd, CodeBuilder::dadd);
        }
      }
      case MAX -> math(code, "max", 2);
      case MIN -> {
        // total, x → total, x, x, total
        if (single()) {
          code.dup2().swap();
        } else {
          int x = code.allocateLocal(TypeKind.DOUBLE);
          int total = code.allocateLocal(TypeKind.DOUBLE);
          code.dstore(x).dstore(total).dload(total).dload(x).dload(x).dload(total);
        }
        choose(code, CodeBuilder::fcmpg, CodeBuilder::dcmpg);
        Label otherwise = code.newLabel();
        choose(code, code.ifge(otherwise), otherwise);
      }
      default -> throw new IllegalArgumentException(operation.name());
    }
  }

  @Override
  public ScalarEmitter scalars() {
    return this;
  }

  /** Without a branch, which processors could not foresee: a sign bit, after both zeros are one. */
  @Override
  public void nonzeros(CodeBuilder code, Elements elements) {
    load(code, elements);
    if (single()) {
      code.invokestatic(FLOAT, "floatToRawIntBits", MethodTypeDesc.of(CD_int, CD_float));
      code.iconst_1().ishl().dup().ineg().ior().loadConstant(Integer.SIZE - 1).iushr().i2l();
    } else {
      code.invokestatic(DOUBLE, "doubleToRawLongBits", MethodTypeDesc.of(CD_long, CD_double));
      code.iconst_1().lshl().dup2().lneg().lor().loadConstant(Long.SIZE - 1).lushr();
    }
  }

  @Override
  public void load(CodeBuilder code, Elements elements) {
    elements.push(code);
    code.arrayLoad(kind());
  }

  @Override
  public void store(CodeBuilder code, Elements elements, int local) {
    elements.push(code);
    code.loadLocal(kind(), local).arrayStore(kind());
  }
}
