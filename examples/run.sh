#!/bin/sh
# Builds the call monitor and runs it: on an embedded, simulated PBX, or on a real one.
#
#   sh examples/run.sh [ARGUMENT...]
#   AMI_HOST=pbx.example.org AMI_USERNAME=... AMI_SECRET=... sh examples/run.sh
#
# Installs what is missing on Debian (see cmake/packages.sh), and builds into build/release-examples.
set -eu
root=$(cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/cmake/packages.sh"

need_to_build
install_missing

build=$root/build/release-examples
{
  echo "Building $build/examples/call_monitor"
  cmake -S "$root" --preset release -B "$build" --log-level=WARNING \
    -DAMI_BUILD_TESTS=OFF -DAMI_WARNINGS_AS_ERRORS=OFF
  cmake --build "$build" -j2 --target call_monitor
} >&2
exec "$build/examples/call_monitor" "$@"
