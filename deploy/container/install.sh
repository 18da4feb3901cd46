#!/bin/sh
# Copies lastack.jar into a folder, whole or not at all: install.sh FOLDER. Readable by every user, because the program
# mostly runs as another one.
set -eu

folder=${1:?usage: install.sh FOLDER}
jar=$(dirname "$0")/lastack.jar

if [ ! -w "$folder" ]; then
  echo "lastack: cannot write to $folder as user $(id -u): mount a volume there that it may write" >&2
  exit 1
fi
part=$folder/.lastack.$$
trap 'rm -f "$part"' EXIT
cp "$jar" "$part"
chmod 0444 "$part"
mv -f "$part" "$folder/lastack.jar"
echo "lastack: $folder/lastack.jar is there"
