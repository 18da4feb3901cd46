package dev.lastack.snapshot;

/** How many connections of a code path had this stack at one event. */
public record StackCount(Stack stack, long count) {}
