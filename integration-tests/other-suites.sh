#!/usr/bin/env bash
# Other projects' own tests, without and with the agent: what .ci/run has no time for. Figures: docs/compatibility.md.
# Usage: integration-tests/other-suites.sh [PATH/TO/bin/java] [further options of mvn, such as -o]
# The JDK's tests come from Debian's source package of OpenJDK 17, unpacked below target/ and never checked in; where
# there is no apt-get, set JDK_TESTS to the folder test/jdk of a copy, or they are passed over.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

java=${1:-java}
shift || true
folder=$PWD/integration-tests/target/jdk-sources

# With lists of its own: nothing of the machine's settings is changed, and no rights are needed.
fetch_jdk_tests() {
  mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
  sed 's/^Types: .*/Types: deb-src/; s/^Components: .*/Components: main/' /etc/apt/sources.list.d/debian.sources \
    > "$folder/source.sources"
  local apt=(-q -o "Dir::Etc::sourcelist=$folder/source.sources" -o Dir::Etc::sourceparts=/dev/null
    -o "Dir::State::lists=$folder/lists" -o "Dir::Cache=$folder/cache")
  (cd "$folder" && apt-get "${apt[@]}" update && apt-get "${apt[@]}" source --download-only openjdk-17) >/dev/null 2>&1
  tar -C "$folder" --strip-components=1 -xJf "$folder"/openjdk-17_*.orig.tar.xz --wildcards \
    '*/test/jdk/java/net/*' '*/test/jdk/java/nio/channels/*' '*/test/jdk/com/sun/net/httpserver/*' \
    '*/test/jdk/sun/net/www/*'
}

tests=${JDK_TESTS:-$folder/test/jdk}
if [[ ! -d $tests ]]; then
  echo "== fetching the JDK's tests"
  fetch_jdk_tests || echo "== they are not to be had here"
fi
exec mvn -B verify -pl integration-tests -am -DskipUnitTests -Dfailsafe.failIfNoSpecifiedTests=false \
  -Dit.test="${SUITES:-OtherSuites,JdkTests}" -Dlastack.it.java="$(command -v "$java")" \
  "-Dlastack.jdk.tests=$([[ -d $tests ]] && echo "$tests")" "$@"
