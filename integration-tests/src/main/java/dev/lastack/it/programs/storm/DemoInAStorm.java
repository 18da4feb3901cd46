package dev.lastack.it.programs.storm;

import dev.lastack.demo.DemoApp;

/** The demonstration, as soon as the storm has been blowing for some seconds, and while it goes on. Its arguments. */
final class DemoInAStorm {

    private static final int PER_SECOND = 5_000;

    private DemoInAStorm() {}

    public static void main(String[] args) throws Exception {
        HealthyStorm storm = HealthyStorm.start(PER_SECOND);
        storm.awaitLived(2 * PER_SECOND);
        DemoApp.main(args);
        System.out.println("STORM " + storm.lived());
    }
}
