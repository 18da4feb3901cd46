package dev.lastack.it.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One captured TCP segment over IPv4.
 *
 * @param index its place in the capture
 * @param atMicros since the epoch
 * @param from the sender's address, as a number
 * @param sequence the first byte's number, modulo 2^32 as all of TCP's
 * @param length bytes of data
 */
public record TcpPacket(
        int index,
        long atMicros,
        int from,
        int fromPort,
        int toPort,
        int sequence,
        int acknowledged,
        int flags,
        int length) {

    private static final int MAGIC_MICROS = 0xa1b2c3d4;
    private static final int ETHERNET = 1;
    private static final int ETHERNET_HEADER = 14;
    private static final int TCP = 6;

    public boolean fin() {
        return (flags & 1) != 0;
    }

    public boolean syn() {
        return (flags & 2) != 0;
    }

    public boolean rst() {
        return (flags & 4) != 0;
    }

    public boolean ack() {
        return (flags & 16) != 0;
    }

    /** Of a libpcap file (pcap-savefile(5)), in the order of capture. */
    public static List<TcpPacket> read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.getInt(0) != MAGIC_MICROS || bytes.getInt(20) != ETHERNET) {
            throw new IOException("not a capture of Ethernet in microseconds on a machine of this kind: " + file);
        }
        List<TcpPacket> packets = new ArrayList<>();
        for (int at = 24; at + 16 <= bytes.capacity(); ) {
            long micros = (bytes.getInt(at) & 0xffffffffL) * 1_000_000 + bytes.getInt(at + 4);
            int captured = bytes.getInt(at + 8);
            ByteBuffer ip = bytes.slice(at + 16 + ETHERNET_HEADER, captured - ETHERNET_HEADER); // big endian
            if (ip.get(0) >> 4 == 4 && ip.get(9) == TCP) {
                packets.add(segment(packets.size(), micros, ip));
            }
            at += 16 + captured;
        }
        return packets;
    }

    private static TcpPacket segment(int index, long micros, ByteBuffer ip) {
        int ipHeader = (ip.get(0) & 0xf) * 4;
        ByteBuffer tcp = ip.slice(ipHeader, ip.capacity() - ipHeader);
        int tcpHeader = (tcp.get(12) >> 4 & 0xf) * 4;
        return new TcpPacket(
                index,
                micros,
                ip.getInt(12),
                tcp.getShort(0) & 0xffff,
                tcp.getShort(2) & 0xffff,
                tcp.getInt(4),
                tcp.getInt(8),
                tcp.get(13),
                (ip.getShort(2) & 0xffff) - ipHeader - tcpHeader);
    }
}
