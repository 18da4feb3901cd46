package dev.lastack.it.programs.pools;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lastack.it.programs.pooldriver.EchoDriver;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;

/** A data source, whoever made it. */
record JdbcPool(DataSource source) implements LendingPool {

    static JdbcPool hikari(int port) {
        HikariConfig configuration = new HikariConfig();
        configuration.setPoolName("orders");
        configuration.setDriverClassName(EchoDriver.class.getName());
        configuration.setJdbcUrl(EchoDriver.URL + port);
        configuration.setMinimumIdle(1);
        configuration.setMaximumPoolSize(2);
        return new JdbcPool(new HikariDataSource(configuration));
    }

    static JdbcPool tomcat(int port) {
        PoolProperties properties = new PoolProperties();
        properties.setName("orders");
        properties.setDriverClassName(EchoDriver.class.getName());
        properties.setUrl(EchoDriver.URL + port);
        properties.setInitialSize(1);
        properties.setMaxActive(2);
        return new JdbcPool(new org.apache.tomcat.jdbc.pool.DataSource(properties));
    }

    static JdbcPool dbcp(int port) {
        BasicDataSource source = new BasicDataSource();
        source.setDriver(new EchoDriver());
        source.setUrl(EchoDriver.URL + port);
        source.setMaxTotal(2);
        source.setLogAbandoned(true);
        source.setRemoveAbandonedOnMaintenance(true);
        return new JdbcPool(source);
    }

    @Override
    public Lease borrow() throws SQLException {
        Connection connection = source.getConnection();
        connection.nativeSQL("select 1");
        return new Lease() {
            @Override
            public boolean useAgain() throws SQLException {
                connection.nativeSQL("select 2");
                return true;
            }

            @Override
            public void giveBack() throws SQLException {
                connection.close();
            }
        };
    }
}
