#!/usr/bin/env bash
# Takes the pictures of JConsole and VisualVM anew, of the demo application on a screen that nobody sees: needs a built
# tree (mvn package), Xvfb, openbox, xdotool and imagemagick; and for the second one VISUALVM, a command that starts a
# VisualVM 2 whose licence was accepted, with its JFR loader, which Debian's package leaves out.
# Where to click is where it is on a screen of this size. The pictures are to be looked at before they are checked in.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DISPLAY=:${DISPLAY_NUMBER:-91}
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT

Xvfb "$DISPLAY" -screen 0 1600x640x24 &>/dev/null & pids+=($!)
sleep 2
openbox &>/dev/null & pids+=($!)

demo() {
  exec java "$@" -jar demo-app/target/demo-app.jar --hold="$hold" >"$work/demo.txt" 2>&1
}

click() {
  xdotool mousemove "$1" "$2" click --repeat "${3:-1}" --delay 90 "${4:-1}"
  sleep 2
}

# Waits for a window of that name, then for what comes into it, and gives it a place and a width.
window() {
  for _ in {1..60}; do
    if id=$(xdotool search --onlyvisible --name "$1" 2>/dev/null | tail -n 1) && [[ -n $id ]]; then
      sleep "$2"
      xdotool windowmove "$id" 0 0 windowsize "$id" "$3" 610
      sleep 2
      return
    fi
    sleep 1
  done
  echo "no window $1" >&2
  exit 1
}

picture() {
  import -window root png:- | convert - -trim +repage -colors 64 "PNG8:docs/$1.png"
}

agent="-javaagent:agent/target/lastack.jar=close-wait-threshold=2s,stalled-threshold=2s,report=$work/report.json"

hold=600s demo "$agent,metrics=jmx" & pids+=($!)
until grep -q holding "$work/demo.txt" 2>/dev/null; do sleep 1; done
sleep 6
jconsole -interval=2 "${pids[-1]}" &>/dev/null & pids+=($!)
window 'Java Monitoring' 8 1090
click 363 222 # yes, without TLS: the connection is local
sleep 6
click 458 78  # MBeans
xdotool mousemove 168 400 mousedown 1 mousemove 230 400 mouseup 1
click 17 136  # dev.lastack
click 105 153 # Connections
xdotool key Right
click 95 168  # its attributes
click 900 169 2 # the findings
picture jconsole

if [[ -n ${VISUALVM:-} ]]; then
  kill "${pids[-1]}"
  (hold=8s demo -XX:StartFlightRecording:settings=default,settings=deploy/jfr/lastack.jfc,filename="$work/demo.jfr" "$agent") || true
  $VISUALVM --openfile "$work/demo.jfr" --nosplash &>/dev/null & pids+=($!)
  window 'VisualVM 2' 25 1590
  click 258 89 # away with the list of applications
  click 740 587 # the browser of events
  sleep 5
  click 200 400 40 5 # down to LastAck's
  click 96 335 # the findings
  picture visualvm-jfr
fi
