package sun.nio.ch;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.internal.access.JavaIOFileDescriptorAccess;
import jdk.internal.access.SharedSecrets;

/**
 * The JDK's own natives that ask the kernel about one socket, as plain calls. In this package because they are
 * package-private here; identical on JDK 17 to 26.
 */
public final class LastAckKernel {

    public static final int POLLIN = 0x1;
    public static final int POLLOUT = 0x4;
    public static final int POLLERR = 0x8;
    public static final int POLLHUP = 0x10;
    public static final int POLLRDHUP = 0x2000;

    private static final int IPPROTO_TCP = 6;
    private static final int TCP_INFO = 11;
    private static final int TCP_NOTSENT_LOWAT = 25;

    private static final JavaIOFileDescriptorAccess DESCRIPTORS = SharedSecrets.getJavaIOFileDescriptorAccess();

    /** {@code Net.getIntOption0} is private there, hence a handle; a constant, so the JIT makes a plain call of it. */
    private static final MethodHandle GET_INT_OPTION = findGetIntOption();

    private LastAckKernel() {}

    private static final MethodHandle SET_INT_OPTION = findSetIntOption();

    private static MethodHandle findSetIntOption() {
        try {
            return MethodHandles.privateLookupIn(Net.class, MethodHandles.lookup())
                    .findStatic(
                            Net.class,
                            "setIntOption0",
                            MethodType.methodType(
                                    void.class,
                                    FileDescriptor.class,
                                    boolean.class,
                                    int.class,
                                    int.class,
                                    int.class,
                                    boolean.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static MethodHandle findGetIntOption() {
        try {
            return MethodHandles.privateLookupIn(Net.class, MethodHandles.lookup())
                    .findStatic(
                            Net.class,
                            "getIntOption0",
                            MethodType.methodType(
                                    int.class, FileDescriptor.class, boolean.class, int.class, int.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The number of the descriptor; -1 when it was given back, and for null: a socket that never got one. */
    public static int number(FileDescriptor fd) {
        return fd == null ? -1 : DESCRIPTORS.get(fd);
    }

    /** A descriptor object for a number of this process; closing it is the caller's business, never done here. */
    public static FileDescriptor descriptor(int number) {
        return IOUtil.newFD(number);
    }

    /** The descriptor of a channel of the JDK's own. */
    public static FileDescriptor descriptorOf(java.nio.channels.SelectableChannel channel) {
        return ((SelChImpl) channel).getFD();
    }

    /** {@code tcpi_state}: the first byte of TCP_INFO (little endian: the lowest byte of the first int). */
    public static int tcpState(FileDescriptor fd) throws IOException {
        return intOption(fd, IPPROTO_TCP, TCP_INFO) & 0xff;
    }

    /** getsockopt of an int; SO_LINGER gives -1 where off, as the native handles its structure. */
    public static int intOption(FileDescriptor fd, int level, int option) throws IOException {
        try {
            return (int) GET_INT_OPTION.invokeExact(fd, false, level, option);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new IOException(t);
        }
    }

    /**
     * Whether data waits that was never sent: for that moment the socket counts as writable only where none does
     * (tcp_stream_memory_free). A send buffer that is full is taken for such data too.
     *
     * @param last nobody will write to it any more, so its own setting need not be given back
     */
    public static boolean unsentData(FileDescriptor fd, boolean last) throws IOException {
        int before = last ? 0 : intOption(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT);
        setIntOption(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, 1);
        try {
            return (poll(fd, POLLOUT) & POLLOUT) == 0;
        } finally {
            if (!last) {
                setIntOption(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, before);
            }
        }
    }

    private static void setIntOption(FileDescriptor fd, int level, int option, int value) throws IOException {
        try {
            SET_INT_OPTION.invokeExact(fd, false, level, option, value, false);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new IOException(t);
        }
    }

    /** What is so at this moment, without waiting. */
    public static int poll(FileDescriptor fd, int events) throws IOException {
        return Net.poll(fd, events, 0);
    }

    /** Bytes in the receive queue (FIONREAD). */
    public static int available(FileDescriptor fd) throws IOException {
        return Net.available(fd);
    }

    /** Fails where it is not connected. */
    public static java.net.InetSocketAddress remoteAddress(FileDescriptor fd) throws IOException {
        return Net.remoteAddress(fd);
    }

    public static java.net.InetSocketAddress localAddress(FileDescriptor fd) throws IOException {
        return Net.localAddress(fd);
    }
}
