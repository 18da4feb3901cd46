#!/bin/sh
# Builds LastAck and runs the demonstration under its agent. Needs a JDK 17 or later and Maven.
# Arguments go to the demonstration, for example --only=StuckHandler or --list.
set -eu
cd "$(dirname "$0")/.."

report=demo-app/target/lastack-report.json
java=java
if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
fi

mvn -q -B -DskipTests -pl agent-bootstrap,agent,demo-app package
rm -f "$report"
"$java" -javaagent:agent/target/lastack.jar=report=-,report="$report",close-wait-threshold=300ms,stalled-threshold=300ms \
    -jar demo-app/target/demo-app.jar "$@"

if [ ! -s "$report" ]; then
    echo "the agent has written no $report" >&2
    exit 1
fi
echo "JSON report: $PWD/$report"
