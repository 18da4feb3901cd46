package dev.lastack.it.programs.cases;

import dev.lastack.it.oracle.TcpState;
import java.sql.DriverManager;
import java.sql.SQLException;

/** pgjdbc#2350: the server refuses the log-in, and the driver forgets the connection. Good and bad are two versions. */
final class RefusedByPostgres {

    private RefusedByPostgres() {}

    public static void main(String[] args) throws Exception {
        CaseRun run = CaseRun.of(args);
        for (int i = 0; i < CaseRun.CONNECTIONS; i++) {
            logIn(run);
        }
        run.end(TcpState.CLOSE_WAIT);
    }

    private static void logIn(CaseRun run) {
        String url = "jdbc:postgresql://127.0.0.1:" + run.port() + "/orders?sslmode=disable&gssEncMode=disable";
        try {
            DriverManager.getConnection(url, "user", "password").close();
            throw new IllegalStateException("the server did not refuse");
        } catch (SQLException expected) {
            System.out.println("FAILED " + expected.getSQLState());
        }
    }
}
