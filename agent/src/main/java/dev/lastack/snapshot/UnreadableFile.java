package dev.lastack.snapshot;

/**
 * A file of /proc that could not be read.
 *
 * @param file below /proc, {@code sys/net/ipv4/tcp_tw_reuse}
 * @param missing true where it does not exist; the kernel may not know the setting, or hide it from this namespace
 * @param reason why not, in the operating system's words
 */
public record UnreadableFile(String file, boolean missing, String reason) {}
