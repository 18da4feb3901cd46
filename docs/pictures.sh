#!/usr/bin/env bash
# Takes the pictures in this folder anew, of the demo application: needs tmux, chromium and chromium-driver.
# The pictures are to be looked at before they are checked in.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mvn -B -q verify -pl integration-tests -am -DskipUnitTests -Dit.test=PicturesIT \
  -Dfailsafe.failIfNoSpecifiedTests=false "-Dlastack.pictures=$PWD/docs"
