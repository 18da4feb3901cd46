package dev.lastack.metrics;

/** Where readings come from. Any thread. */
public interface Readings {

    /** One that is new, or so young that another would say the same. Never null. */
    Reading take();
}
