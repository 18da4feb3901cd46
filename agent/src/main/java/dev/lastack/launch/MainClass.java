package dev.lastack.launch;

/** The program's name as a person knows it. */
final class MainClass {

    private MainClass() {}

    /** The main class or jar that the launcher was given; JNI programs have none. */
    static String name() {
        return name(System.getProperty("sun.java.command", ""));
    }

    /** {@code module/package.Main arg}, {@code /opt/app.jar arg}: the first word, without folders and module. */
    static String name(String command) {
        int space = command.indexOf(' ');
        String first = space < 0 ? command : command.substring(0, space);
        String last = first.substring(first.lastIndexOf('/') + 1);
        return last.isEmpty() ? "unknown" : last;
    }
}
