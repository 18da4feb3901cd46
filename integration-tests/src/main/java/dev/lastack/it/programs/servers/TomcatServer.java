package dev.lastack.it.programs.servers;

import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** Tomcat, embedded. */
final class TomcatServer {

    private TomcatServer() {}

    public static void main(String[] args) throws Exception {
        ServerRun run = ServerRun.of(args);
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("lastack-tomcat").toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "greeting", new GreetingServlet(run)).setAsyncSupported(true);
        context.addServletMappingDecoded("/", "greeting");
        // A closed channel keeps its descriptor until the poller's next select, by default a second later.
        tomcat.getConnector().setProperty("selectorTimeout", "50");
        tomcat.start();
        run.serve(tomcat.getConnector().getLocalPort());
    }
}
