package dev.lastack.instrument.hooks;

import static dev.lastack.instrument.weave.Hook.optional;
import static dev.lastack.instrument.weave.HookCall.onEnter;
import static dev.lastack.instrument.weave.HookCall.onReturn;
import static dev.lastack.instrument.weave.HookedType.library;
import static dev.lastack.instrument.weave.HookedType.platform;
import static dev.lastack.instrument.weave.MethodPattern.method;
import static dev.lastack.instrument.weave.MethodPattern.methodNamed;
import static dev.lastack.instrument.weave.Value.SELF;
import static dev.lastack.instrument.weave.Value.field;

import dev.lastack.instrument.weave.HookCall;
import dev.lastack.instrument.weave.HookedType;
import dev.lastack.instrument.weave.Value;
import java.net.LastAckHooks;
import java.util.List;

/**
 * Where pools open connections: that is where one is met that a report can ask later. Nothing is hooked that runs each
 * time a connection is lent out; a pool from before the agent is met when it opens its next connection. All of it is
 * optional: a version that has no such method is not asked, and that is no error.
 */
public final class PoolHooks {

    private static final HookedType HIKARI = opens("com.zaxxer.hikari.pool.HikariPool", "createPoolEntry", 0);

    /** Every 30 seconds: a pool from before the agent that is full opens nothing. */
    private static final HookedType HIKARI_HOUSEKEEPER = library("com.zaxxer.hikari.pool.HikariPool$HouseKeeper")
            .hooks(optional("run", method("run"), onEnter(LastAckHooks.class, "pooled", field("this$0"))));

    private static final HookedType TOMCAT_JDBC = opens("org.apache.tomcat.jdbc.pool.ConnectionPool", "create", 1);

    private static final HookedType COMMONS_POOL =
            opens("org.apache.commons.pool2.impl.GenericObjectPool", "create", 0, 1);

    private static final HookedType COMMONS_KEYED_POOL =
            opens("org.apache.commons.pool2.impl.GenericKeyedObjectPool", "create", 1, 2);

    /** Tomcat's own copies of DBCP and its pool. */
    private static final HookedType TOMCAT_POOL =
            opens("org.apache.tomcat.dbcp.pool2.impl.GenericObjectPool", "create", 0, 1);

    private static final HookedType APACHE_4 =
            opens("org.apache.http.impl.conn.PoolingHttpClientConnectionManager", "connect", 4);

    private static final HookedType APACHE_5 =
            opens("org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager", "connect", 3);

    private static final HookedType OK_HTTP = opens("okhttp3.internal.connection.RealConnectionPool", "put", 1);

    /** Before 3.14. */
    private static final HookedType OLD_OK_HTTP = opens("okhttp3.ConnectionPool", "put", 1);

    /** The pool itself forgets what it has lent out: each of its connections is asked. */
    private static final HookedType REACTOR_NETTY = library(
                    "reactor.netty.resources.DefaultPooledConnectionProvider$PooledConnection")
            .hooks(optional("<init>", methodNamed("<init>", 2), onReturn(LastAckHooks.class, "pooled", SELF)));

    /** A connection of {@code HttpURLConnection}: the cache knows only those that are in it. */
    private static final HookedType URL_CONNECTION = platform("sun.net.www.http.HttpClient")
            .optional()
            .hooks(optional("openServer", method("openServer"), pool(SELF)));

    public static final List<HookedType> TYPES = List.of(
            HIKARI,
            HIKARI_HOUSEKEEPER,
            TOMCAT_JDBC,
            COMMONS_POOL,
            COMMONS_KEYED_POOL,
            TOMCAT_POOL,
            APACHE_4,
            APACHE_5,
            OK_HTTP,
            OLD_OK_HTTP,
            REACTOR_NETTY,
            URL_CONNECTION);

    private PoolHooks() {}

    private static HookedType opens(String pool, String method, int... parameterCounts) {
        return library(pool).hooks(optional(method, methodNamed(method, parameterCounts), pool(SELF)));
    }

    private static HookCall pool(Value pool) {
        return onEnter(LastAckHooks.class, "pooled", pool);
    }
}
