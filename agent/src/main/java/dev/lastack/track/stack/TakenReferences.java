package dev.lastack.track.stack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a class file the lines that are reached only with a reference that was taken from a {@code ReferenceQueue}:
 * what follows a {@code remove()}, and what a {@code poll()} that was not null leads to. What a method does beside
 * that is not among them.
 */
final class TakenReferences {

    private static final String QUEUE = "java/lang/ref/ReferenceQueue";

    /** From taking to the test for null: a cast, a copy, a variable. */
    private static final int TO_THE_TEST = 8;

    private final Map<String, Body> bodies = new HashMap<>();
    private final String className;

    private TakenReferences(String className) {
        this.className = className;
    }

    /** By method; methods of one name together, as a stack names no more. Empty for most classes. */
    static Map<String, Set<Integer>> lines(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        TakenReferences found = new TakenReferences(reader.getClassName());
        reader.accept(found.visitor(), ClassReader.SKIP_FRAMES);
        return found.lines();
    }

    private Map<String, Set<Integer>> lines() {
        Set<String> takers = new HashSet<>();
        bodies.forEach((method, body) -> {
            if (body.handsOut(Step::takes)) {
                takers.add(method);
            }
        });
        Map<String, Set<Integer>> lines = new HashMap<>();
        bodies.forEach((method, body) -> {
            Set<Integer> reached = body.reached(step -> step.takes || takers.contains(step.called));
            if (!reached.isEmpty()) {
                lines.computeIfAbsent(method.substring(0, method.indexOf('(')), name -> new HashSet<>())
                        .addAll(reached);
            }
        });
        return lines;
    }

    private ClassVisitor visitor() {
        return new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                    int access,
                    String name,
                    String descriptor,
                    @Nullable String signature,
                    String @Nullable [] exceptions) {
                Body body = new Body(className);
                bodies.put(name + descriptor, body);
                return body;
            }
        };
    }

    /** What {@link Body} asks of an instruction. */
    private interface Taking {
        boolean is(Step step);
    }

    /**
     * One instruction.
     *
     * @param called a method of the same class, with its descriptor; empty for all else
     * @param jumpsTo null where it is no jump
     */
    private record Step(
            int line,
            int opcode,
            boolean takes,
            boolean calls,
            String called,
            @Nullable Label jumpsTo) {}

    private static final class Body extends MethodVisitor {

        private final String className;
        private final List<Step> steps = new ArrayList<>();
        private final Map<Label, Integer> places = new HashMap<>();
        private int line = -1;

        Body(String className) {
            super(Opcodes.ASM9);
            this.className = className;
        }

        /** Gives to its caller what it took. */
        boolean handsOut(Taking taking) {
            for (int i = 0; i < steps.size(); i++) {
                int next = i + 1;
                while (next < steps.size() && steps.get(next).opcode == Opcodes.CHECKCAST) {
                    next++;
                }
                if (taking.is(steps.get(i)) && next < steps.size() && steps.get(next).opcode == Opcodes.ARETURN) {
                    return true;
                }
            }
            return false;
        }

        Set<Integer> reached(Taking taking) {
            Set<Integer> reached = new HashSet<>();
            for (int i = 0; i < steps.size(); i++) {
                if (taking.is(steps.get(i))) {
                    addReached(i, reached);
                }
            }
            return reached;
        }

        private void addReached(int taken, Set<Integer> reached) {
            int test = test(taken);
            int target = test < 0 ? -1 : place(steps.get(test));
            if (test < 0) {
                add(taken, endOfLoop(taken, taken), reached);
            } else if (steps.get(test).opcode == Opcodes.IFNULL) {
                add(test, target > test ? target : endOfLoop(test, taken), reached);
            } else if (target > test) {
                add(target, endOfLoop(target, taken), reached);
            } else {
                add(target, taken, reached); // the body of a loop that takes at its end
            }
        }

        /** Where it is tested for null at once; below 0 where it is not. */
        private int test(int taken) {
            for (int i = taken + 1; i < Math.min(steps.size(), taken + TO_THE_TEST); i++) {
                int opcode = steps.get(i).opcode;
                if (opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL) {
                    return i;
                }
                if (steps.get(i).calls || steps.get(i).jumpsTo != null) {
                    return -1;
                }
            }
            return -1;
        }

        /** Behind which nothing of this turn is left: the jump back to where it is taken, or the method's end. */
        private int endOfLoop(int from, int taken) {
            for (int i = from + 1; i < steps.size(); i++) {
                if (steps.get(i).opcode == Opcodes.GOTO && place(steps.get(i)) <= taken) {
                    return i;
                }
            }
            return steps.size();
        }

        private int place(Step jump) {
            Label label = jump.jumpsTo;
            return label == null ? -1 : places.getOrDefault(label, -1);
        }

        /** Calls only: what closes is called from there. */
        private void add(int from, int to, Set<Integer> reached) {
            for (int i = from; i < to; i++) {
                if (steps.get(i).calls && !steps.get(i).takes) {
                    reached.add(steps.get(i).line);
                }
            }
        }

        private void step(int opcode) {
            steps.add(new Step(line, opcode, false, false, "", null));
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
        }

        @Override
        public void visitLabel(Label label) {
            places.put(label, steps.size());
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean onInterface) {
            boolean takes = owner.equals(QUEUE) && (name.equals("poll") || name.equals("remove"));
            String called = owner.equals(className) ? name + descriptor : "";
            steps.add(new Step(line, opcode, takes, true, called, null));
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            steps.add(new Step(line, opcode, false, false, "", label));
        }

        @Override
        public void visitInsn(int opcode) {
            step(opcode);
        }

        @Override
        public void visitVarInsn(int opcode, int index) {
            step(opcode);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            step(opcode);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            step(opcode);
        }
    }
}
