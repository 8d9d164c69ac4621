#!/bin/sh
# Builds the call monitor and runs it: on an embedded, simulated PBX, or on a real one.
#
#   sh examples/run.sh [ARGUMENT...]
#   AMI_HOST=pbx.example.org AMI_USERNAME=... AMI_SECRET=... sh examples/run.sh
#
# Installs what is missing on Debian (see cmake/packages.sh), and builds into build/demo, quickly rather than for speed (the
# preset demo). Says on standard error what it does and how long that took, and nothing when there is nothing to do.
set -eu
root=$(cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/cmake/packages.sh"
cd -- "$root"
build=build/demo

# step NUMBER TITLE COMMAND...: what COMMAND prints is shown only when it fails.
step() {
  title=$2
  printf '[%s of 3] %s ... ' "$1" "$title" >&2
  shift 2
  began=$(date +%s)
  mkdir -p -- "$build"
  "$@" >"$build/log" 2>&1 || {
    result=$?
    echo "failed" >&2
    cat -- "$build/log" >&2
    exit "$result"
  }
  echo "$(($(date +%s) - began)) s" >&2
}

need_to_build
if [ -n "$missing" ]; then
  step 1 "Packages: installing$missing" install_missing
fi
# A build that is up to date says so, and only then.
case $([ ! -f "$build/build.ninja" ] || cmake --build "$build" --target call_monitor -- -n 2>&1) in
  *"no work to do"*) ;;
  *)
    [ -n "$missing" ] || echo "[1 of 3] Packages: all are installed" >&2
    step 2 "Configuring $build" cmake --preset demo
    step 3 "Building the library, the fake server and the call monitor (a minute or two)" \
      cmake --build "$build" -j2 --target call_monitor
    ;;
esac
exec "$build/examples/call_monitor" "$@"
