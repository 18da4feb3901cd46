package dev.lastack.snapshot;

/**
 * A stack that says whose a connection is, other than those of its open, its reads, writes and close.
 *
 * @param use its {@code at} is when that was
 */
public record Evidence(Kind kind, IoEvent use) {

    /** What was seen there. */
    public enum Kind {
        /** Who sent the last request over it; other threads write and read. */
        REQUEST_SENT("requestSent", "the last request was sent", "sends a request here"),

        /** Who asked for a read that may end on another thread. */
        READ_ASKED("readAsked", "a read was asked for", "asks for a read here"),

        /** Who asked for a write that may end on another thread. */
        WRITE_ASKED("writeAsked", "a write was asked for", "asks for a write here"),

        /** Who took the request over, to answer it later. */
        ASYNC_STARTED("asyncStarted", "asynchronous processing was started", "starts asynchronous processing here"),

        /** Where the thread was for the snapshot that had read it last, and was still about it. */
        READER_NOW("readerNow", "the thread that read it last is now", "the thread that read it last is here now"),

        /** Where the event loop was for the snapshot that would have read it, and had not come round. */
        LOOP_NOW("loopNow", "the event loop that should read it is now", "keeps the event loop here");

        private final String id;
        private final String phrase;
        private final String note;

        Kind(String id, String phrase, String note) {
            this.id = id;
            this.phrase = phrase;
            this.note = note;
        }

        /** It says who asked for something, and not where a thread is at the moment of the snapshot. */
        public boolean isOfAnAsker() {
            return this != READER_NOW && this != LOOP_NOW;
        }

        /** In {@code lastack-report/1}. */
        public String id() {
            return id;
        }

        /** Half a sentence that a place can follow. */
        public String phrase() {
            return phrase;
        }

        /** What happens at the culprit. */
        public String note() {
            return note;
        }
    }
}
