package dev.lastack.analyze.leak;

import dev.lastack.snapshot.PoolLibrary;

/** The settings by which each pool is told what to do, as its users write them. Half sentences. */
public final class PoolSettings {

    private PoolSettings() {}

    /** How it drops idle connections before the remote does. */
    public static String dropsIdle(PoolLibrary library) {
        return switch (library) {
            case HIKARI ->
                "HikariCP: maxLifetime below the remote's time-out, or keepaliveTime; idleTimeout where"
                        + " minimumIdle is less than maximumPoolSize";
            case TOMCAT_JDBC ->
                "Tomcat JDBC: minEvictableIdleTimeMillis below the remote's time-out, with minIdle=0; or"
                        + " maxAge; or testOnBorrow with a validationQuery";
            case DBCP ->
                "DBCP 2: minEvictableIdle below the remote's time-out, with durationBetweenEvictionRuns; or"
                        + " testOnBorrow";
            case COMMONS_POOL, JEDIS ->
                library.id() + ": setMinEvictableIdleDuration below the remote's time-out, with"
                        + " setTimeBetweenEvictionRuns; or setTestWhileIdle, or setTestOnBorrow";
            case APACHE_HTTP_4 ->
                "Apache HttpClient 4: HttpClientBuilder.evictIdleConnections below the remote's time-out;"
                        + " or setConnectionTimeToLive";
            case APACHE_HTTP_5 ->
                "Apache HttpClient 5: HttpClientBuilder.evictIdleConnections below the remote's time-out;"
                        + " or ConnectionConfig.setTimeToLive";
            case OK_HTTP ->
                "OkHttp: new ConnectionPool(maxIdle, keepAlive, unit) with keepAlive below the remote's" + " time-out";
            case REACTOR_NETTY ->
                "reactor-netty: ConnectionProvider.builder(name).maxIdleTime below the remote's"
                        + " time-out, with evictInBackground";
            case URL_CONNECTION ->
                "HttpURLConnection: -Dhttp.keepAlive.time.server=SECONDS below the remote's time-out"
                        + " (where the remote sends no Keep-Alive header), or -Dhttp.maxConnections";
        };
    }

    /** How it tells who does not give back. */
    public static String tellsOfLeaks(PoolLibrary library) {
        return switch (library) {
            case HIKARI -> "HikariCP logs who has borrowed: leakDetectionThreshold=60000";
            case TOMCAT_JDBC ->
                "Tomcat JDBC logs who has borrowed: logAbandoned=true with suspectTimeout; and takes back"
                        + " by removeAbandoned=true";
            case DBCP ->
                "DBCP 2 notes and logs who has borrowed: logAbandoned=true; and takes back by"
                        + " removeAbandonedOnMaintenance=true";
            case COMMONS_POOL, JEDIS ->
                "commons-pool 2 notes who has borrowed: an AbandonedConfig with" + " setLogAbandoned(true)";
            case APACHE_HTTP_4, APACHE_HTTP_5 ->
                "close each response (try-with-resources), whatever its status:"
                        + " EntityUtils.consume gives the connection back for the next request";
            case OK_HTTP ->
                "close each response's body, whatever its status; OkHttp logs who did not, with the logger"
                        + " okhttp3.OkHttpClient at FINE";
            case REACTOR_NETTY ->
                "consume each response's content, or cancel it; responseSingle and" + " ByteBufFlux.aggregate() do";
            case URL_CONNECTION ->
                "read getInputStream(), or getErrorStream() from status 400 on, to its end, or close it";
        };
    }
}
