package dev.lastack.it.programs.scarce;

/** Found on the class path after whatever happened before. */
final class OnlyLoadedLate {

    private OnlyLoadedLate() {}
}
