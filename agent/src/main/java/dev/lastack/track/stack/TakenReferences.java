package dev.lastack.track.stack;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a class file the lines that are reached only with a reference that was taken from a {@code ReferenceQueue}:
 * what follows a {@code remove()}, and what a {@code poll()} that was not null leads to. What a method does beside
 * that is not among them. A task that is made there, and nowhere else in the file, for another thread to run, does
 * what it does with the same reference: a lambda, or an object of a class of its own.
 */
final class TakenReferences {

    private static final String QUEUE = "java/lang/ref/ReferenceQueue";

    /** As compilers call the method behind a lambda, which nobody else calls. */
    private static final String LAMBDA = "lambda$";

    /** From taking to the test for null: a cast, a copy, a variable. */
    private static final int TO_THE_TEST = 8;

    private final Map<String, Body> bodies = new HashMap<>();
    private final String className;

    private TakenReferences(String className) {
        this.className = className;
    }

    /** By method; methods of one name together, as a stack names no more. Empty for most classes. */
    static Map<String, Set<Integer>> lines(byte[] classFile) {
        return read(classFile).lines();
    }

    private static TakenReferences read(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        TakenReferences found = new TakenReferences(reader.getClassName());
        reader.accept(found.visitor(), ClassReader.SKIP_FRAMES);
        return found;
    }

    /** Names of the classes whose objects are made with such a reference only. */
    static Set<String> tasks(byte[] classFile) {
        TakenReferences found = read(classFile);
        Set<String> tasks = new HashSet<>();
        found.bodies.values().forEach(body -> body.addMade(found.taking(), Opcodes.NEW, tasks));
        found.bodies.values().forEach(body -> body.removeMadeOtherwise(found.taking(), tasks));
        return tasks;
    }

    /** All that calls something, by method. */
    static Map<String, Set<Integer>> allLines(byte[] classFile) {
        Map<String, Set<Integer>> lines = new HashMap<>();
        read(classFile).bodies.forEach((method, body) -> addAll(method, body.allCalls(), lines));
        return lines;
    }

    private static void addAll(String method, Set<Integer> more, Map<String, Set<Integer>> lines) {
        if (!more.isEmpty()) {
            lines.computeIfAbsent(method.substring(0, method.indexOf('(')), name -> new HashSet<>())
                    .addAll(more);
        }
    }

    private Taking taking() {
        Set<String> takers = new HashSet<>();
        bodies.forEach((method, body) -> {
            if (body.handsOut(Step::takes)) {
                takers.add(method);
            }
        });
        return step -> step.takes || takers.contains(step.named);
    }

    private Map<String, Set<Integer>> lines() {
        Taking taking = taking();
        Map<String, Set<Integer>> lines = new HashMap<>();
        Set<String> lambdas = new HashSet<>();
        bodies.forEach((method, body) -> {
            addAll(method, body.reached(taking), lines);
            body.addMade(taking, Opcodes.INVOKEDYNAMIC, lambdas);
        });
        lambdas.forEach(lambda -> {
            Body body = bodies.get(lambda);
            if (body != null) {
                addAll(lambda, body.allCalls(), lines);
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
     * @param named a method of the same class that is called, or that a lambda is made of, with its descriptor; the class
     *     of what is made; empty for all else
     * @param jumpsTo null where it is no jump
     */
    private record Step(
            int line,
            int opcode,
            boolean takes,
            boolean calls,
            String named,
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

        /** Lines of calls: what closes is called from there. */
        Set<Integer> reached(Taking taking) {
            return calls(stepsReached(taking));
        }

        Set<Integer> allCalls() {
            BitSet all = new BitSet();
            all.set(0, steps.size());
            return calls(all);
        }

        private Set<Integer> calls(BitSet among) {
            Set<Integer> lines = new HashSet<>();
            among.stream()
                    .mapToObj(steps::get)
                    .filter(step -> step.calls && !step.takes)
                    .forEach(step -> lines.add(step.line));
            return lines;
        }

        /** What is made by instructions of this kind. */
        void addMade(Taking taking, int opcode, Set<String> to) {
            stepsReached(taking).stream()
                    .mapToObj(steps::get)
                    .filter(step -> step.opcode == opcode && !step.named.isEmpty())
                    .forEach(step -> to.add(step.named));
        }

        void removeMadeOtherwise(Taking taking, Set<String> from) {
            BitSet reached = stepsReached(taking);
            for (int i = 0; i < steps.size(); i++) {
                if (steps.get(i).opcode == Opcodes.NEW && !reached.get(i)) {
                    from.remove(steps.get(i).named);
                }
            }
        }

        private BitSet stepsReached(Taking taking) {
            BitSet reached = new BitSet();
            for (int i = 0; i < steps.size(); i++) {
                if (taking.is(steps.get(i))) {
                    addReached(i, reached);
                }
            }
            return reached;
        }

        private void addReached(int taken, BitSet reached) {
            int test = test(taken);
            int target = test < 0 ? -1 : place(steps.get(test));
            if (test < 0) {
                reached.set(taken, endOfLoop(taken, taken));
            } else if (steps.get(test).opcode == Opcodes.IFNULL) {
                reached.set(test, target > test ? target : endOfLoop(test, taken));
            } else if (target > test) {
                reached.set(target, endOfLoop(target, taken));
            } else if (target >= 0) {
                reached.set(target, taken); // the body of a loop that takes at its end
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
            steps.add(new Step(line, opcode, false, false, opcode == Opcodes.NEW ? type : "", null));
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle factory, Object... arguments) {
            String made = "";
            for (Object argument : arguments) {
                if (argument instanceof Handle behind
                        && behind.getOwner().equals(className)
                        && behind.getName().startsWith(LAMBDA)) {
                    made = behind.getName() + behind.getDesc();
                }
            }
            steps.add(new Step(line, Opcodes.INVOKEDYNAMIC, false, false, made, null));
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            step(opcode);
        }
    }
}
