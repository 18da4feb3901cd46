package dev.lastack.it.programs.servers;

/** What a handler does with a request. */
enum Variant {
    /** Sends the begin of an answer and never ends it. */
    WROTE,

    /** Takes the request over, to answer it later, and never does. */
    SILENT,

    /** Blocks its thread for ever. */
    STUCK,

    /** Leaves the body of the request unread, for ever. */
    PAUSED,

    /** Takes the request over and answers it, from another thread. */
    HEALTHY
}
