package dev.lastack.snapshot;

/** Libraries whose pools can be asked which connections are lent out. */
public enum PoolLibrary {
    HIKARI("HikariCP"),
    TOMCAT_JDBC("Tomcat JDBC"),
    DBCP("DBCP 2"),
    COMMONS_POOL("commons-pool 2"),
    JEDIS("Jedis"),
    APACHE_HTTP_4("Apache HttpClient 4"),
    APACHE_HTTP_5("Apache HttpClient 5"),
    OK_HTTP("OkHttp"),
    REACTOR_NETTY("reactor-netty"),
    URL_CONNECTION("HttpURLConnection");

    private final String id;

    PoolLibrary(String id) {
        this.id = id;
    }

    /** Its name, and what {@code lastack-report/1} has. */
    public String id() {
        return id;
    }
}
