package dev.lastack.it.programs.cases;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.TcpState;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** An embedded Tomcat whose one servlet sends server-sent events to clients that leave. */
final class EndlessEvents {

    private EndlessEvents() {}

    public static void main(String[] args) throws Exception {
        boolean bad = args[0].equals("bad");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("lastack-tomcat").toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "events", new EventServlet(bad)).setAsyncSupported(true);
        context.addServletMappingDecoded("/events", "events");
        // A closed channel keeps its descriptor until the poller's next select, by default a second later.
        tomcat.getConnector().setProperty("selectorTimeout", "50");
        tomcat.start();

        int port = tomcat.getConnector().getLocalPort();
        CaseRun run = new CaseRun(bad, port, Long.parseLong(args[2]), Oracle.ofListenerAt(port));
        System.out.println("LISTEN " + port);
        EventServlet.awaitClients(CaseRun.CONNECTIONS);
        run.end(TcpState.CLOSE_WAIT);
        // The report is to see the server as it runs.
        Runtime.getRuntime().exit(0);
    }
}
