package dev.lastack.snapshot;

/** How a fact was obtained. */
public enum Fidelity {
    /** Asked of the kernel. */
    KERNEL,
    /** Concluded from Java calls alone. */
    INFERRED
}
