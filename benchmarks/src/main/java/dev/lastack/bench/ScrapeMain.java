package dev.lastack.bench;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Metrics of connections to so many destinations, each a code path of its own as far as the agent's bound goes: every
 * other one in CLOSE_WAIT, the rest closed first and in TIME_WAIT. Prints the median nanoseconds of a scrape and of reading
 * the MXBean's series, the number of series of the endpoint and of the file, and how many milliseconds ago that was written.
 * Each time anew: a reading serves for three seconds at most. Arguments: the port of the endpoint, the file, destinations,
 * how often.
 */
public final class ScrapeMain {

    /** Older than that no reading is. */
    private static final long ANEW_MILLIS = 3_100;

    private ScrapeMain() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        Path file = Path.of(args[1]);
        int destinations = Integer.parseInt(args[2]);
        int times = Integer.parseInt(args[3]);
        List<Socket> held = new ArrayList<>();
        int opened = 0;
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress("0.0.0.0", 0), 4_096);
            int peer = ((InetSocketAddress) listener.getLocalAddress()).getPort();
            for (int i = 0; i < destinations; i++) {
                Socket socket = new Socket(address(i), peer);
                try (SocketChannel accepted = listener.accept()) {
                    if (i % 2 == 0) {
                        held.add(socket); // in CLOSE_WAIT, as the other side closes now
                    } else {
                        socket.close(); // in TIME_WAIT
                    }
                    opened += accepted.isOpen() ? 1 : 0;
                }
            }
            Scraper scraper = new Scraper(port, 1);
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            ObjectName bean = new ObjectName("dev.lastack:type=Connections");
            double[] scrapes = new double[times];
            double[] reads = new double[times];
            String exposition = "";
            for (int i = -2; i < times; i++) { // the first ones load classes
                Thread.sleep(ANEW_MILLIS);
                long begin = System.nanoTime();
                exposition = scraper.once();
                long scraped = System.nanoTime() - begin;
                Thread.sleep(ANEW_MILLIS);
                begin = System.nanoTime();
                beans.getAttribute(bean, "Series");
                if (i >= 0) {
                    scrapes[i] = scraped;
                    reads[i] = System.nanoTime() - begin;
                }
            }
            long series =
                    exposition.lines().filter(line -> !line.startsWith("#")).count();
            long ofFile;
            try (var lines = Files.lines(file)) {
                ofFile = lines.filter(line -> !line.startsWith("#")).count();
            }
            FileTime written = Files.getLastModifiedTime(file);
            long age = System.currentTimeMillis() - written.toMillis();
            System.out.println((long) Spread.of(scrapes).median() + " "
                    + (long) Spread.of(reads).median() + " " + series + " " + ofFile + " " + age);
        }
        if (opened != destinations || held.isEmpty()) {
            throw new IllegalStateException("they must live until here");
        }
        System.exit(0);
    }

    /** Of loopback, which has more of them than any host has destinations. */
    private static InetAddress address(int number) throws Exception {
        return InetAddress.getByAddress(new byte[] {127, 1, (byte) (number / 250), (byte) (1 + number % 250)});
    }
}
