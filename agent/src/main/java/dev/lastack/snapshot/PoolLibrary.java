package dev.lastack.snapshot;

/** Libraries whose pools can be asked which connections are lent out. */
public enum PoolLibrary {
    HIKARI("HikariCP", true),
    TOMCAT_JDBC("Tomcat JDBC", true),
    DBCP("DBCP 2", true),
    COMMONS_POOL("commons-pool 2", true),
    JEDIS("Jedis", true),
    APACHE_HTTP_4("Apache HttpClient 4", false),
    APACHE_HTTP_5("Apache HttpClient 5", false),
    OK_HTTP("OkHttp", false),
    REACTOR_NETTY("reactor-netty", false),
    URL_CONNECTION("HttpURLConnection", false);

    private final String id;
    private final boolean keepsSomeReady;

    PoolLibrary(String id, boolean keepsSomeReady) {
        this.id = id;
        this.keepsSomeReady = keepsSomeReady;
    }

    /** On a thread of its own it opens connections before anybody asks for them. */
    public boolean keepsSomeReady() {
        return keepsSomeReady;
    }

    /** Its name, and what {@code lastack-report/1} has. */
    public String id() {
        return id;
    }
}
