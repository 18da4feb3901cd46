#!/usr/bin/env bash
# Measures what the agent costs and holds it against the budgets: a Markdown table on standard output, progress on
# standard error, JSON in benchmarks/target/budgets.json. Less than six minutes; with --long hours. --versus
# agent.jar[=arguments] compares with another agent, --control with none once more. Names of parts choose some of them.
set -euo pipefail
target="$(dirname "${BASH_SOURCE[0]}")/target"
if [[ ! -f $target/benchmarks.jar ]]; then
  echo "first: mvn -B package -DskipTests -pl agent-bootstrap,agent,benchmarks" >&2
  exit 2
fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$target/benchmarks.jar" ${AGENT_JAR:+"-Dbench.agent=$AGENT_JAR"} \
  dev.lastack.bench.Budgets "$@"
