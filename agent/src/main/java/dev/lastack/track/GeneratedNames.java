package dev.lastack.track;

/** Class names that are made up at run time carry numbers that differ from run to run, or from class to class. */
final class GeneratedNames {

    /** Behind one of these only a number or hash follows: CGLIB, Byte Buddy, Mockito, Hibernate, the JDK. */
    private static final String[] MARKS = {
        "$$Lambda",
        "$Proxy",
        "$$EnhancerBy",
        "$$FastClassBy",
        "$$SpringCGLIB",
        "$ByteBuddy$",
        "$MockitoMock$",
        "$HibernateProxy$"
    };

    private GeneratedNames() {}

    static String strip(String className) {
        for (String mark : MARKS) {
            int at = className.indexOf(mark);
            if (at >= 0) {
                return className.substring(0, at + mark.length());
            }
        }
        return className;
    }
}
