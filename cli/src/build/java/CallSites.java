import static java.lang.constant.ConstantDescs.CD_CallSite;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.StringConcatFactory;
import java.lang.reflect.AccessFlag;
import java.lang.runtime.ObjectMethods;
import java.lang.runtime.SwitchBootstraps;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes out what the compiler leaves to the JVM: the equals, hashCode and toString that records
 * have of their own accord (see {@link ObjectMethods}), and choices by type (see {@link
 * SwitchBootstraps}). The JVM makes code for these where they are first met, at each start, and
 * cannot archive it.
 */
final class CallSites {
  private static final ClassDesc RECORDS = ObjectMethods.class.describeConstable().orElseThrow();
  private static final ClassDesc SWITCHES =
      SwitchBootstraps.class.describeConstable().orElseThrow();
  private static final ClassDesc OBJECTS = Objects.class.describeConstable().orElseThrow();
  private static final DirectMethodHandleDesc CONCATENATION =
      ConstantDescs.ofCallsiteBootstrap(
          StringConcatFactory.class.describeConstable().orElseThrow(),
          "makeConcatWithConstants",
          CD_CallSite,
          CD_String,
          CD_Object.arrayType());

  /** See {@link StringConcatFactory#makeConcatWithConstants}; numbers may take two places. */
  private static final int MOST_CONCATENATED = 100;

  private final ClassFile format;

  CallSites(ClassHierarchyResolverOption known) {
    format = ClassFile.of(known, ConstantPoolSharingOption.NEW_POOL);
  }

  /** A component of a record. */
  private record Component(String name, ClassDesc type) {}

  byte[] replaced(byte[] old) {
    ClassModel model = format.parse(old);
    boolean has =
        model.methods().stream()
            .flatMap(method -> method.code().stream())
            .flatMap(CodeModel::elementStream)
            .anyMatch(element -> isOfRecord(element) || isChoice(element));
    if (!has) {
      return old;
    }
    byte[] replaced = format.transformClass(model, ClassTransform.ofStateful(() -> ofClass(model)));
    List<VerifyError> errors = format.verify(replaced);
    if (!errors.isEmpty()) {
      throw new IllegalStateException(model.thisClass().asInternalName(), errors.getFirst());
    }
    return replaced;
  }

  private static boolean isOfRecord(CodeElement element) {
    return element instanceof InvokeDynamicInstruction call
        && call.bootstrapMethod().owner().equals(RECORDS);
  }

  /** Whether it is a choice among classes only, not numbers or words. */
  private static boolean isChoice(CodeElement element) {
    return element instanceof InvokeDynamicInstruction call
        && call.bootstrapMethod().owner().equals(SWITCHES)
        && call.bootstrapMethod().methodName().equals("typeSwitch")
        && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
  }

  private static ClassTransform ofClass(ClassModel model) {
    ClassDesc self = model.thisClass().asSymbol();
    boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
    List<InvokeDynamicInstruction> choices = new ArrayList<>();
    CodeTransform code =
        (builder, element) -> {
          if (isChoice(element)) {
            InvokeDynamicInstruction call = (InvokeDynamicInstruction) element;
            builder.invokestatic(self, name(choices.size()), call.typeSymbol(), isInterface);
            choices.add(call);
          } else {
            builder.with(element);
          }
        };
    ClassTransform methods =
        (builder, element) -> {
          if (element instanceof MethodModel method) {
            MethodTransform change =
                ofRecord(method)
                    .map(call -> MethodTransform.transformingCode(anew(self, call)))
                    .orElseGet(() -> MethodTransform.transformingCode(code));
            builder.transformMethod(method, change);
          } else {
            builder.with(element);
          }
        };
    ClassTransform added =
        ClassTransform.endHandler(
            builder -> {
              for (int i = 0; i < choices.size(); i++) {
                List<ConstantDesc> types = choices.get(i).bootstrapArgs();
                builder.withMethodBody(
                    name(i),
                    choices.get(i).typeSymbol(),
                    ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                    body -> choose(body, types));
              }
            });
    return methods.andThen(added);
  }

  private static String name(int choice) {
    return "choice$" + choice;
  }

  private static Optional<InvokeDynamicInstruction> ofRecord(MethodModel method) {
    return method.code().stream()
        .flatMap(CodeModel::elementStream)
        .filter(CallSites::isOfRecord)
        .map(InvokeDynamicInstruction.class::cast)
        .findFirst();
  }

  /** Code in place of all that was there. */
  private static CodeTransform anew(ClassDesc self, InvokeDynamicInstruction call) {
    return new CodeTransform() {
      @Override
      public void atStart(CodeBuilder code) {
        List<Component> components =
            call.bootstrapArgs().stream()
                .skip(2)
                .map(DirectMethodHandleDesc.class::cast)
                .map(
                    field -> new Component(field.methodName(), field.invocationType().returnType()))
                .toList();
        switch (call.name().stringValue()) {
          case "hashCode" -> hash(code, self, components);
          case "equals" -> compare(code, self, components);
          case "toString" -> print(code, self, components);
          default -> throw new IllegalArgumentException(self + " has " + call);
        }
      }

      @Override
      public void accept(CodeBuilder code, CodeElement element) {}
    };
  }

  /** The place of the first type, from a given one on, that an object has; −1 if it is null. */
  private static void choose(CodeBuilder code, List<ConstantDesc> types) {
    Label object = code.newLabel();
    code.aload(0).ifnonnull(object).iconst_m1().ireturn().labelBinding(object);
    for (int place = 0; place < types.size(); place++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(place).if_icmpgt(next);
      code.aload(0).instanceOf((ClassDesc) types.get(place)).ifeq(next);
      code.loadConstant(place).ireturn().labelBinding(next);
    }
    code.loadConstant(types.size()).ireturn();
  }

  private static void hash(CodeBuilder code, ClassDesc self, List<Component> components) {
    code.iconst_0();
    for (Component component : components) {
      ClassDesc type = component.type();
      code.loadConstant(31).imul().aload(0).getfield(self, component.name(), type);
      if (type.isPrimitive()) {
        code.invokestatic(boxed(type), "hashCode", MethodTypeDesc.of(CD_int, type));
      } else {
        code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(CD_int, CD_Object));
      }
      code.iadd();
    }
    code.ireturn();
  }

  private static void compare(CodeBuilder code, ClassDesc self, List<Component> components) {
    Label same = code.newLabel();
    Label different = code.newLabel();
    code.aload(0).aload(1).if_acmpeq(same).aload(1).instanceOf(self).ifeq(different);
    int other = code.allocateLocal(TypeKind.REFERENCE);
    code.aload(1).checkcast(self).astore(other);
    for (Component component : components) {
      ClassDesc type = component.type();
      code.aload(0).getfield(self, component.name(), type);
      code.aload(other).getfield(self, component.name(), type);
      if (type.isPrimitive()) {
        code.invokestatic(boxed(type), "compare", MethodTypeDesc.of(CD_int, type, type));
        code.ifne(different);
      } else {
        MethodTypeDesc two = MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object);
        code.invokestatic(OBJECTS, "equals", two).ifeq(different);
      }
    }
    code.labelBinding(same).iconst_1().ireturn();
    code.labelBinding(different).iconst_0().ireturn();
  }

  private static void print(CodeBuilder code, ClassDesc self, List<Component> components) {
    components.forEach(
        component -> code.aload(0).getfield(self, component.name(), component.type()));
    String simple = self.displayName().substring(self.displayName().lastIndexOf('$') + 1);
    if (Character.isDigit(simple.charAt(0)) || components.size() > MOST_CONCATENATED) {
      throw new IllegalArgumentException(self + " is local, or too large: its text is not known");
    }
    String recipe =
        components.stream()
            .map(component -> component.name() + "=\u0001")
            .collect(Collectors.joining(", ", simple + "[", "]"));
    MethodTypeDesc type =
        MethodTypeDesc.of(CD_String, components.stream().map(Component::type).toList());
    code.invokedynamic(DynamicCallSiteDesc.of(CONCATENATION, "toString", type, recipe)).areturn();
  }

  private static ClassDesc boxed(ClassDesc primitive) {
    return switch (TypeKind.from(primitive)) {
      case BOOLEAN -> ConstantDescs.CD_Boolean;
      case BYTE -> ConstantDescs.CD_Byte;
      case CHAR -> ConstantDescs.CD_Character;
      case DOUBLE -> ConstantDescs.CD_Double;
      case FLOAT -> ConstantDescs.CD_Float;
      case INT -> ConstantDescs.CD_Integer;
      case LONG -> ConstantDescs.CD_Long;
      case SHORT -> ConstantDescs.CD_Short;
      case REFERENCE, VOID -> throw new IllegalArgumentException(primitive + " has no such class");
    };
  }
}
