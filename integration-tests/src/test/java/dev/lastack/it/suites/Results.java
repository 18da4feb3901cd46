package dev.lastack.it.suites;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** How each test ended: {@code passed}, {@code failed}, {@code skipped}; by what tells it from all others. */
record Results(Map<String, String> byTest) {

    List<String> differingFrom(Results other) {
        TreeSet<String> tests = new TreeSet<>(byTest.keySet());
        tests.addAll(other.byTest.keySet());
        List<String> differing = new ArrayList<>();
        for (String test : tests) {
            if (!Objects.equals(byTest.get(test), other.byTest.get(test))) {
                differing.add(test);
            }
        }
        return differing;
    }

    long count(String how) {
        return byTest.values().stream().filter(how::equals).count();
    }

    String describe(Collection<String> tests, Results other) {
        StringBuilder lines = new StringBuilder();
        for (String test : tests) {
            lines.append('\n')
                    .append(test)
                    .append(": ")
                    .append(other.byTest.get(test))
                    .append(" without the agent, ");
            lines.append(byTest.get(test)).append(" with it");
        }
        return lines.toString();
    }
}
