package dev.lastack.found;

/** Somebody who is told of findings that are new to him. Called by one thread at a time, without locks held. */
public interface FindingListener {

    /** Whether it is worth while to look; where nobody wants to know, nobody looks. */
    default boolean wants() {
        return true;
    }

    /** Must not wait for others: everybody else is told after that. What it throws is lost. */
    void found(NewFinding finding);
}
