package dev.lastack.track.stack;

/** Class names that are made up at run time carry numbers that differ from run to run, or from class to class. */
public final class GeneratedNames {

    /** Behind one of these only a number or hash follows: CGLIB, Byte Buddy, Mockito, Hibernate, the JDK. */
    private static final String[] MARKS = {
        "$$Lambda", "$$EnhancerBy", "$$FastClassBy", "$$SpringCGLIB", "$ByteBuddy$", "$MockitoMock$", "$HibernateProxy$"
    };

    /** {@code jdk.proxy2.$Proxy12}: the simple name of the JDK's dynamic proxies begins so. */
    private static final String DYNAMIC_PROXY = ".$Proxy";

    private GeneratedNames() {}

    public static String strip(String className) {
        int proxy = className.indexOf(DYNAMIC_PROXY);
        if (proxy >= 0) {
            return className.substring(0, proxy + DYNAMIC_PROXY.length());
        }
        for (String mark : MARKS) {
            int at = className.indexOf(mark);
            if (at >= 0) {
                return className.substring(0, at + mark.length());
            }
        }
        return className;
    }
}
