package dev.lastack.it.programs.scarce;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.text.Collator;
import java.text.DateFormat;
import java.text.DecimalFormat;
import java.text.MessageFormat;
import java.text.Normalizer;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Base64;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.ResourceBundle;
import java.util.Scanner;
import java.util.ServiceLoader;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.prefs.Preferences;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import javax.xml.xpath.XPathFactory;

/**
 * A hundred features of the JDK, each used for the first time in this JVM: a class whose initialiser has failed before
 * is found by one of them. Each throws where it does not work.
 */
@SuppressWarnings({"JavaUtilDate", "JavaTimeDefaultTimeZone", "SystemConsoleNull"
}) // old features must go on working, too
final class Features {

    /** A feature of the JDK. */
    interface Feature {
        Object use() throws Exception;
    }

    private final Map<String, Feature> all = new LinkedHashMap<>();
    private final Path folder;

    private Features(Path folder) {
        this.folder = folder;
    }

    static Map<String, Feature> all(Path folder) {
        Features features = new Features(folder);
        features.security();
        features.network();
        features.channels();
        features.time();
        features.text();
        features.files();
        features.language();
        features.xml();
        features.platform();
        return features.all;
    }

    private void security() {
        all.put(
                "MessageDigest.sha256",
                () -> MessageDigest.getInstance("SHA-256").digest(new byte[3]));
        all.put("MessageDigest.md5", () -> MessageDigest.getInstance("MD5").digest(new byte[3]));
        all.put("SecureRandom", () -> new SecureRandom().nextInt());
        all.put(
                "SecureRandom.strong",
                () -> SecureRandom.getInstance("NativePRNGNonBlocking").nextInt());
        all.put("Security.providers", () -> notEmpty(List.of(Security.getProviders())));
        all.put("Security.property", () -> present(Security.getProperty("securerandom.source")));
        all.put("SSLContext.default", () -> SSLContext.getDefault().createSSLEngine());
        all.put("SSLContext.tls13", () -> {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(null, null, null);
            return context.getSocketFactory();
        });
        all.put("SSLServerSocketFactory", () -> SSLContext.getDefault().getServerSocketFactory());
        all.put("TrustManagerFactory", () -> {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init((KeyStore) null);
            return trust.getTrustManagers();
        });
        all.put("KeyManagerFactory", () -> KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm()));
        all.put("KeyStore.pkcs12", () -> {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store.size();
        });
        all.put("KeyStore.jks", () -> KeyStore.getInstance("JKS"));
        all.put("Cipher.aesGcm", () -> Cipher.getInstance("AES/GCM/NoPadding"));
        all.put("Cipher.chacha", () -> Cipher.getInstance("ChaCha20-Poly1305"));
        all.put("Cipher.rsa", () -> Cipher.getInstance("RSA/ECB/PKCS1Padding"));
        all.put("KeyGenerator", () -> KeyGenerator.getInstance("AES").generateKey());
        all.put("Mac", () -> Mac.getInstance("HmacSHA256"));
        all.put(
                "SecretKeyFactory",
                () -> SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                        .generateSecret(new PBEKeySpec("p".toCharArray(), new byte[16], 10, 128)));
        all.put("KeyPairGenerator.ec", () -> KeyPairGenerator.getInstance("EC").generateKeyPair());
        all.put(
                "KeyPairGenerator.ed25519",
                () -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        all.put("KeyFactory", () -> KeyFactory.getInstance("RSA"));
        all.put("KeyAgreement", () -> KeyAgreement.getInstance("X25519"));
        all.put("Signature", () -> Signature.getInstance("SHA256withECDSA"));
        all.put("CertificateFactory", () -> CertificateFactory.getInstance("X.509"));
        all.put("UUID.random", UUID::randomUUID);
        all.put("UUID.name", () -> UUID.nameUUIDFromBytes(new byte[] {1}));
    }

    private void network() {
        all.put("InetAddress.loopback", InetAddress::getLoopbackAddress);
        all.put("InetAddress.localhost", () -> InetAddress.getByName("localhost"));
        all.put("NetworkInterface", () -> present(NetworkInterface.getNetworkInterfaces()));
        all.put("Socket", () -> {
            try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                    Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                    Socket accepted = server.accept()) {
                client.setTcpNoDelay(true);
                client.getOutputStream().write(7);
                return same(7, accepted.getInputStream().read());
            }
        });
        all.put("Socket.options", () -> {
            try (Socket socket = new Socket()) {
                socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
                return notEmpty(socket.supportedOptions());
            }
        });
        all.put("DatagramSocket", () -> {
            try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                socket.send(new DatagramPacket(new byte[1], 1, socket.getLocalSocketAddress()));
                return socket.getLocalPort();
            }
        });
        all.put("MulticastSocket", () -> {
            try (MulticastSocket socket = new MulticastSocket(0)) {
                return socket.getLocalPort();
            }
        });
        all.put(
                "HttpClient.http",
                () -> overHttp(address -> HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                        .body()));
        all.put(
                "HttpURLConnection",
                () -> overHttp(address -> {
                    HttpURLConnection connection =
                            (HttpURLConnection) address.toURL().openConnection();
                    try (var in = connection.getInputStream()) {
                        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    }
                }));
        all.put(
                "HttpsURLConnection",
                () -> URI.create("https://localhost:1/").toURL().openConnection());
        all.put("ProxySelector", () -> ProxySelector.getDefault().select(URI.create("http://localhost/")));
        all.put("URI.toURL", () -> URI.create("file:/etc/hosts").toURL().openConnection());
        all.put("URLEncoder", () -> java.net.URLEncoder.encode("a b", StandardCharsets.UTF_8));
        all.put(
                "CookieManager",
                () -> new java.net.CookieManager().getCookieStore().getCookies());
    }

    /** What is done with an address. */
    private interface Exchange {
        String over(URI address) throws Exception;
    }

    private static Object overHttp(Exchange exchange) throws Exception {
        var server =
                com.sun.net.httpserver.HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.createContext("/", request -> {
            request.sendResponseHeaders(200, 2);
            request.getResponseBody().write(new byte[] {'o', 'k'});
            request.close();
        });
        server.start();
        try {
            return same(
                    "ok",
                    exchange.over(
                            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/")));
        } finally {
            server.stop(0);
        }
    }

    private void channels() {
        all.put("Selector", () -> {
            try (Selector selector = Selector.open()) {
                return selector.selectNow();
            }
        });
        all.put("SocketChannel", () -> {
            try (ServerSocketChannel server = ServerSocketChannel.open()) {
                server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
                        SocketChannel accepted = server.accept()) {
                    client.write(ByteBuffer.wrap(new byte[] {7}));
                    return same(1, accepted.read(ByteBuffer.allocate(9)));
                }
            }
        });
        all.put("SocketChannel.unix", () -> {
            Path path = folder.resolve("s");
            try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                server.bind(UnixDomainSocketAddress.of(path));
                try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                    return client.isConnected();
                }
            } finally {
                Files.deleteIfExists(path);
            }
        });
        all.put("SocketChannel.unixUnnamed", () -> {
            try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                server.bind(null);
                return Files.deleteIfExists(((UnixDomainSocketAddress) server.getLocalAddress()).getPath());
            }
        });
        all.put("DatagramChannel", () -> {
            try (DatagramChannel channel = DatagramChannel.open()) {
                return channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            }
        });
        all.put("AsynchronousSocketChannel", () -> {
            try (AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open()) {
                server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                try (AsynchronousSocketChannel client = AsynchronousSocketChannel.open()) {
                    return client.connect(server.getLocalAddress()).get(20, TimeUnit.SECONDS);
                }
            }
        });
        all.put("Pipe", () -> {
            Pipe pipe = Pipe.open();
            try (var sink = pipe.sink();
                    var source = pipe.source()) {
                return sink.write(ByteBuffer.wrap(new byte[1])) + source.validOps();
            }
        });
        all.put("FileChannel", () -> {
            try (FileChannel channel = FileChannel.open(file())) {
                return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            }
        });
        all.put("AsynchronousFileChannel", () -> {
            try (AsynchronousFileChannel channel = AsynchronousFileChannel.open(file(), StandardOpenOption.READ)) {
                return channel.read(ByteBuffer.allocate(9), 0).get(20, TimeUnit.SECONDS);
            }
        });
    }

    private void time() {
        all.put("ZoneId.default", ZoneId::systemDefault);
        all.put("ZoneId.of", () -> ZonedDateTime.now(ZoneId.of("Europe/Berlin")));
        all.put("DateTimeFormatter", () -> DateTimeFormatter.ISO_INSTANT.format(Instant.now()));
        all.put(
                "DateTimeFormatter.localized",
                () -> DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                        .withLocale(Locale.FRANCE)
                        .format(LocalDate.of(2020, 1, 2)));
        all.put(
                "TimeZone",
                () -> present(TimeZone.getTimeZone("America/New_York").getDisplayName()));
        all.put("Date", () -> new Date().toString());
        all.put("Calendar", Calendar::getInstance);
        all.put("SimpleDateFormat", () -> new SimpleDateFormat("yyyy-MM-dd HH:mm z", Locale.ROOT).format(new Date()));
        all.put("DateFormat", () -> DateFormat.getDateTimeInstance().format(new Date()));
        all.put("JapaneseDate", () -> java.time.chrono.JapaneseDate.now());
        all.put("HijrahDate", () -> java.time.chrono.HijrahDate.now());
    }

    private void text() {
        all.put("String.format", () -> String.format(Locale.GERMANY, "%,.2f %tF", 1234.5, new Date()));
        all.put(
                "NumberFormat",
                () -> NumberFormat.getCurrencyInstance(Locale.US).format(1));
        all.put("DecimalFormat", () -> new DecimalFormat("#,##0.00").format(1234.5));
        all.put("MessageFormat", () -> MessageFormat.format("{0,number} {1,date}", 1, new Date()));
        all.put("Currency", () -> Currency.getInstance("EUR").getSymbol());
        all.put("Collator", () -> Collator.getInstance(Locale.FRENCH).compare("a", "b"));
        all.put("Normalizer", () -> Normalizer.normalize("\u00e9", Normalizer.Form.NFD));
        all.put("Locale", () -> Locale.getDefault().getDisplayCountry(Locale.JAPAN));
        all.put("Charset.all", () -> notEmpty(Charset.availableCharsets().keySet()));
        all.put("Charset.gbk", () -> new String(new byte[] {65}, Charset.forName("GBK")));
        all.put("Charset.ibm1047", () -> "a".getBytes(Charset.forName("IBM1047")));
        all.put(
                "Pattern",
                () -> Pattern.compile("(\\p{L}+)\\b", Pattern.UNICODE_CHARACTER_CLASS)
                        .matcher("ab")
                        .find());
        all.put("Scanner", () -> new Scanner("1 2").nextInt());
        all.put(
                "ResourceBundle",
                () -> ResourceBundle.getBundle(Words.class.getName()).getString("word"));
        all.put("Base64", () -> Base64.getMimeEncoder().encodeToString(new byte[99]));
        all.put("Properties", () -> {
            Properties properties = new Properties();
            properties.setProperty("a", "b");
            properties.store(new ByteArrayOutputStream(), null);
            return properties;
        });
        all.put("Character.getName", () -> Character.getName('a'));
        all.put("Break", () -> java.text.BreakIterator.getWordInstance().first());
    }

    private void files() {
        all.put("Files.readString", () -> Files.readString(file()));
        all.put("Files.createTempFile", () -> Files.deleteIfExists(Files.createTempFile(folder, "a", "b")));
        all.put("Files.walk", () -> {
            try (var walk = Files.walk(folder)) {
                return walk.count();
            }
        });
        all.put("Files.probeContentType", () -> Files.probeContentType(file()));
        all.put("Files.owner", () -> Files.getOwner(file()));
        all.put("FileStore", () -> Files.getFileStore(file()).type());
        all.put("WatchService", () -> {
            try (var watch = FileSystems.getDefault().newWatchService()) {
                return watch.poll();
            }
        });
        all.put("ZipFile", () -> {
            Path zip = folder.resolve("a.zip");
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
                out.putNextEntry(new ZipEntry("x"));
                out.write(1);
            }
            try (ZipFile read = new ZipFile(zip.toFile())) {
                return present(read.getEntry("x"));
            }
        });
        all.put("ZipFileSystem", () -> {
            try (var system = FileSystems.newFileSystem(folder.resolve("a.zip"))) {
                return Files.exists(system.getPath("x"));
            }
        });
        all.put("JarFile", () -> {
            try (var jar = new java.util.jar.JarFile(folder.resolve("a.zip").toFile())) {
                return jar.stream().count();
            }
        });
        all.put(
                "jrt",
                () -> Files.exists(
                        FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", "java.base")));
        all.put("GZIP", () -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
                out.write(5);
            }
            return same(5, new GZIPInputStream(new ByteArrayInputStream(bytes.toByteArray())).read());
        });
        all.put("CRC32", () -> {
            CRC32 sum = new CRC32();
            sum.update(3);
            return sum.getValue();
        });
        all.put("Deflater", () -> {
            Deflater deflater = new Deflater();
            deflater.end();
            return deflater;
        });
        all.put("Console", () -> System.console() == null);
    }

    private void language() {
        all.put(
                "ServiceLoader",
                () -> ServiceLoader.load(java.nio.file.spi.FileSystemProvider.class).stream()
                        .count());
        all.put(
                "Proxy",
                () -> Proxy.newProxyInstance(
                        Features.class.getClassLoader(), new Class<?>[] {Callable.class}, (proxy, method, args) -> 1));
        all.put("MethodHandles", () -> {
            try {
                return (int) MethodHandles.lookup()
                        .findVirtual(String.class, "length", MethodType.methodType(int.class))
                        .invokeExact("abc");
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
        all.put(
                "VarHandle",
                () -> MethodHandles.arrayElementVarHandle(int[].class).getVolatile(new int[1], 0));
        all.put("Reflection", () -> Features.class.getDeclaredMethods().length);
        all.put("Serialization", () -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            new ObjectOutputStream(bytes).writeObject(List.of("a", 1));
            return new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        });
        all.put("Streams", () -> IntStream.range(0, 1000).parallel().sum());
        all.put(
                "CompletableFuture",
                () -> CompletableFuture.supplyAsync(() -> 1).get(20, TimeUnit.SECONDS));
        all.put("ForkJoinPool", () -> ForkJoinPool.commonPool().submit(() -> 1).get(20, TimeUnit.SECONDS));
        all.put("Executors", () -> {
            var executor = Executors.newScheduledThreadPool(1);
            try {
                return executor.schedule(() -> 1, 1, TimeUnit.MILLISECONDS).get(20, TimeUnit.SECONDS);
            } finally {
                executor.shutdownNow();
            }
        });
        all.put("BigDecimal", () -> new BigDecimal("1.5").divide(new BigDecimal(3), 9, java.math.RoundingMode.UP));
        all.put("BigInteger", () -> BigInteger.probablePrime(64, new Random()));
        all.put(
                "Random",
                () -> java.util.random.RandomGenerator.of("L64X128MixRandom").nextInt());
        all.put("StackWalker", () -> StackWalker.getInstance().walk(frames -> frames.count()));
        all.put("Annotations", () -> FunctionalInterface.class.getAnnotations().length);
        all.put("ClassPath", () -> Class.forName("dev.lastack.it.programs.scarce.OnlyLoadedLate"));
        all.put("ModuleLayer", () -> ModuleLayer.boot().modules().size());
    }

    private void xml() {
        byte[] document = "<a><b/></a>".getBytes(StandardCharsets.UTF_8);
        all.put(
                "DOM",
                () -> DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(document)));
        all.put("SAX", () -> SAXParserFactory.newInstance().newSAXParser());
        all.put("StAX", () -> XMLInputFactory.newInstance().createXMLStreamReader(new StringReader("<a/>")));
        all.put("XSLT", () -> {
            TransformerFactory.newInstance()
                    .newTransformer()
                    .transform(new StreamSource(new StringReader("<a/>")), new StreamResult(new StringWriter()));
            return 1;
        });
        all.put("XPath", () -> XPathFactory.newInstance().newXPath().compile("/a"));
    }

    private void platform() {
        all.put("Logger", () -> {
            Logger.getLogger("feature").log(Level.FINE, "nothing");
            return Logger.getLogger("feature").getParent().getHandlers();
        });
        all.put("System.Logger", () -> System.getLogger("feature").isLoggable(System.Logger.Level.INFO));
        all.put("Preferences", () -> Preferences.userRoot().node("lastack-none").get("a", "b"));
        all.put("JMX", () -> ManagementFactory.getPlatformMBeanServer().getMBeanCount());
        all.put("ThreadMXBean", () -> ManagementFactory.getThreadMXBean().dumpAllThreads(true, true).length);
        all.put(
                "OperatingSystemMXBean",
                () -> ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        all.put(
                "HotSpotDiagnostic",
                () -> ManagementFactory.getPlatformMXBean(com.sun.management.HotSpotDiagnosticMXBean.class)
                        .getDiagnosticOptions());
        all.put("Process", () -> {
            Process process = new ProcessBuilder("true").start();
            return same(0, process.waitFor());
        });
        all.put("ProcessHandle", () -> {
            Duration age = Duration.between(
                    ProcessHandle.current().info().startInstant().orElseThrow(), Instant.now());
            return same(true, age.compareTo(Duration.ofDays(1)) < 0 && !age.isNegative());
        });
        all.put("Timer", () -> {
            new java.util.Timer(true).cancel();
            return 1;
        });
        all.put("Compiler", () -> javax.tools.ToolProvider.getSystemJavaCompiler() != null);
        all.put("Script", () -> new javax.script.ScriptEngineManager().getEngineFactories());
        all.put("SQL", () -> java.sql.DriverManager.drivers().count());
        all.put("Naming", () -> new javax.naming.CompositeName("a/b").size());
    }

    private Path file() throws Exception {
        Path file = folder.resolve("file.txt");
        if (!Files.exists(file)) {
            Files.writeString(file, "text");
        }
        return file;
    }

    private static Object present(Object value) {
        if (value == null) {
            throw new IllegalStateException("null");
        }
        return value;
    }

    private static Object notEmpty(java.util.Collection<?> values) {
        if (values.isEmpty()) {
            throw new IllegalStateException("empty");
        }
        return values;
    }

    private static Object same(Object expected, Object value) {
        if (!expected.equals(value)) {
            throw new IllegalStateException(value + " in place of " + expected);
        }
        return value;
    }
}
