package dev.lastack.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this machine's kernel lets programs use io_uring at all. */
final class IoUring {

    private IoUring() {}

    /** The switch is there since Linux 6.6; 2 means that nobody may. Older kernels: only if it is built in. */
    static boolean allowed() {
        Path disabled = Path.of("/proc/sys/kernel/io_uring_disabled");
        try {
            return Files.exists(disabled) && Files.readString(disabled).trim().equals("0");
        } catch (IOException e) {
            return false;
        }
    }
}
