package sun.nio.ch;

import jdk.internal.access.SharedSecrets;
import jdk.internal.reflect.ConstantPool;

/**
 * The method behind a lambda or a method reference. The VM spins a hidden class for each, which no class file shows; the
 * method that it calls stands in its constant pool, on JDK 17 to 26. Reads only, for reports: never in a hook.
 */
public final class LastAckLambdas {

    private static final String CONSTRUCTOR = "<init>";

    private LastAckLambdas() {}

    /**
     * Internal class name, method name and descriptor; null where there is no such method, or where it cannot be told.
     *
     * @param lambda a hidden class
     */
    public static String[] implementation(Class<?> lambda) {
        try {
            return find(SharedSecrets.getJavaLangAccess().getConstantPool(lambda));
        } catch (RuntimeException | LinkageError e) {
            return null;
        }
    }

    /** The last that is called: before it are its superclass's constructor and what boxes and casts arguments. */
    private static String[] find(ConstantPool pool) {
        for (int i = pool.getSize() - 1; i > 0; i--) {
            ConstantPool.Tag tag = pool.getTagAt(i);
            if (tag == ConstantPool.Tag.METHODREF || tag == ConstantPool.Tag.INTERFACEMETHODREF) {
                String[] member = pool.getMemberRefInfoAt(i);
                if (!member[1].equals(CONSTRUCTOR) && !isConversion(member)) {
                    return member;
                }
            }
        }
        return null;
    }

    private static boolean isConversion(String[] member) {
        return member[0].startsWith("java/lang/") && (member[1].equals("valueOf") || member[1].endsWith("Value"));
    }
}
