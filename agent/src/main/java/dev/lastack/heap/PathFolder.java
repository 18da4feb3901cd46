package dev.lastack.heap;

import dev.lastack.heap.FoldedPath.Element;
import dev.lastack.heap.PathSearch.Path;
import dev.lastack.heap.PathSearch.Step;
import dev.lastack.heap.hprof.HeapClass;
import dev.lastack.heap.hprof.HeapDump;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes a path readable: a collection's inner objects become one element with the key, and what wraps a descriptor in the
 * JDK and in Netty is left off the end, so that the path ends at the field in which the program has its connection.
 */
final class PathFolder {

    private static final List<String> WRAPPERS =
            List.of("java.net.", "java.io.", "java.nio.channels.", "sun.nio.ch.", "sun.nio.cs.", "sun.security.ssl.");
    private static final Pattern NETTY = Pattern.compile("(.*\\.)?netty\\.channel\\..*");

    /** The collections that have another one inside. */
    private static final Pattern BACKED =
            Pattern.compile("java\\.util\\.(HashSet|LinkedHashSet|TreeSet|concurrent\\.ConcurrentSkipListSet"
                    + "|concurrent\\.CopyOnWriteArraySet|concurrent\\.ConcurrentHashMap\\$KeySetView)");

    private static final String VIEWS = "java.util.Collections$";
    private static final String KEY = "key";
    private static final Set<String> VALUES = Set.of("val", "value");
    private static final int LONGEST_KEY = 40;

    private final HeapDump dump;

    PathFolder(HeapDump dump) {
        this.dump = dump;
    }

    FoldedPath fold(Path path) {
        List<Step> steps = withoutWrappers(path);
        List<Element> elements = new ArrayList<>();
        elements.add(new Element(start(path), "", false));
        int at = 0;
        while (at < steps.size()) {
            int end = endOfCollection(steps, at);
            if (end > at) {
                elements.add(collection(steps.subList(at, end)));
                at = end;
            } else {
                if (!isThreadInside(steps.get(at))) {
                    elements.add(plain(steps.get(at)));
                }
                at++;
            }
        }
        if (selector(path) >= 0) {
            elements.add(new Element("Selector (only its key has it)", "", false));
        }
        return new FoldedPath(elements, holder(path, steps));
    }

    private static String start(Path path) {
        HeapClass.Field field = path.start().field();
        return field == null
                ? path.start().words()
                : "static " + simple(field.declaredBy().name()) + "." + field.name();
    }

    private String holder(Path path, List<Step> steps) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            HeapClass.Field field = steps.get(i).field();
            if (field != null && !isCollection(steps.get(i))) {
                return stable(className(steps.get(i).holder())) + "." + field.name();
            }
        }
        HeapClass.Field field = path.start().field();
        return field == null ? path.start().words() : stable(field.declaredBy().name()) + "." + field.name();
    }

    /** A channel that only its selector has ends at the selector. */
    private List<Step> withoutWrappers(Path path) {
        int selector = selector(path);
        return withoutWrappers(selector < 0 ? path.steps() : path.steps().subList(0, selector));
    }

    /** Which step is the first inside one; -1 where the path leads through none. */
    private int selector(Path path) {
        for (int i = 0; i < path.steps().size(); i++) {
            HeapClass holder = dump.classOf(path.steps().get(i).holder());
            if (holder != null && holder.isA("sun.nio.ch.SelectorImpl")) {
                return i;
            }
        }
        return -1;
    }

    private List<Step> withoutWrappers(List<Step> steps) {
        int end = steps.size();
        while (end > 0 && isWrapper(className(steps.get(end - 1).holder()))) {
            end--;
        }
        return steps.subList(0, end);
    }

    private static boolean isWrapper(String name) {
        return WRAPPERS.stream().anyMatch(name::startsWith)
                || NETTY.matcher(name).matches();
    }

    /** From a thread to what it runs; the path says already that it is a thread. */
    private boolean isThreadInside(Step step) {
        String name = className(step.holder());
        return name.equals("java.lang.Thread$FieldHolder")
                || (step.field() != null
                        && step.field().declaredBy().name().equals("java.lang.Thread")
                        && (step.field().name().equals("holder")
                                || step.field().name().equals("target")));
    }

    private Element plain(Step step) {
        HeapClass.Field field = step.field();
        String holder = simple(className(step.holder()));
        return field == null
                ? new Element(holder.replaceFirst("\\[\\]$", ""), Integer.toString(step.element()), true)
                : new Element(holder + "." + field.name(), "", false);
    }

    /** Behind the last step that is inside the collection which begins here; where none does, this very place. */
    private int endOfCollection(List<Step> steps, int from) {
        if (!isCollection(steps.get(from))) {
            return from;
        }
        int at = from + 1;
        boolean backed = isBacked(steps.get(from));
        while (at < steps.size() && isCollection(steps.get(at))) {
            boolean begins = isWhole(steps.get(at));
            if (begins && !backed) {
                break;
            }
            backed = begins ? isBacked(steps.get(at)) : backed;
            at++;
        }
        return at;
    }

    private boolean isBacked(Step step) {
        String name = className(step.holder());
        return BACKED.matcher(name).matches() || name.startsWith(VIEWS);
    }

    /** A collection itself, in contrast to its nodes and tables. */
    private boolean isWhole(Step step) {
        String name = className(step.holder());
        return (name.indexOf('$') < 0 && !name.endsWith("[]")) || isBacked(step);
    }

    private boolean isCollection(Step step) {
        String name = className(step.holder());
        boolean utility = name.startsWith("java.util.")
                && !name.startsWith("java.util.concurrent.ThreadPoolExecutor")
                && !name.startsWith("java.util.concurrent.ForkJoin")
                && !name.startsWith("java.util.concurrent.atomic.")
                && !name.contains("Future")
                && !name.startsWith("java.util.function.");
        return utility || name.startsWith("java.lang.ThreadLocal$") || name.equals("java.lang.Object[]");
    }

    private Element collection(List<Step> steps) {
        String name = simple(className(steps.get(0).holder()));
        Step last = steps.get(steps.size() - 1);
        boolean isKey = last.field() != null && last.field().name().equals(KEY);
        if (name.startsWith("ThreadLocal$")) {
            return new Element("ThreadLocal", "", false);
        }
        boolean hasKey =
                last.field() != null && VALUES.contains(last.field().name()) && dump.classOf(last.holder()) != null;
        if (hasKey) {
            return new Element(name, key(dump.target(last.holder(), KEY)), true);
        }
        if (isKey) {
            return new Element(name, "", true);
        }
        int element = steps.stream().mapToInt(Step::element).max().orElse(-1);
        return new Element(name, element < 0 ? "" : Integer.toString(element), true);
    }

    /** Empty for what has no short name. */
    private String key(int object) {
        String text = dump.string(object);
        if (text != null) {
            return text.length() > LONGEST_KEY ? "" : '"' + text + '"';
        }
        return switch (className(object)) {
            case "java.lang.Integer" -> Integer.toString(dump.integer(object, "value"));
            case "java.lang.Long" -> Long.toString(dump.longInteger(object, "value"));
            default -> "";
        };
    }

    private String className(int object) {
        HeapClass one = object < 0 ? null : dump.classOf(object);
        return one == null ? "" : one.name();
    }

    /** Without the package; a lambda's number is the JVM's. */
    private static String simple(String name) {
        String stable = stable(name);
        return stable.substring(stable.lastIndexOf('.') + 1);
    }

    private static String stable(String name) {
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? name : name.substring(0, lambda) + "$$Lambda";
    }
}
