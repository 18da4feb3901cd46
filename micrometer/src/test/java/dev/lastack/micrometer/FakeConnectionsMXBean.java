package dev.lastack.micrometer;

import java.util.List;

/** What is asked of the agent's. */
public interface FakeConnectionsMXBean {

    List<FakeConnections.SeriesData> getSeries();

    String report(String format);
}
