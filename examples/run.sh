#!/bin/sh
# Builds an example and runs it: on an embedded, simulated PBX, or on a real one.
#
#   sh examples/run.sh [ARGUMENT...]              the call monitor
#   sh examples/run.sh wallboard [ARGUMENT...]    the wallboard, which prints its address and runs until Ctrl-C
#   AMI_HOST=pbx.example.org AMI_USERNAME=... AMI_SECRET=... sh examples/run.sh
#
# Installs what is missing on Debian (see cmake/packages.sh), and builds into build/demo or build/demo-wallboard, quickly
# rather than for speed (the presets of these names). Says on standard error what it does and how long that took, and nothing
# when there is nothing to do.
set -eu
root=$(cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/cmake/packages.sh"
if [ "${1:-}" = wallboard ]; then
  shift
  preset=demo-wallboard
  target=wallboard
  program=examples/wallboard/ami-wallboard
  title="the wallboard"
else
  preset=demo
  target=call_monitor
  program=examples/call_monitor
  title="the call monitor"
fi
build=$root/build/$preset
mkdir -p -- "$build"

begin() {
  echo "[$1 of 3] $2" >&2
  began=$(date +%s)
}
end() { echo "         $(($(date +%s) - began)) s" >&2; }

# quietly COMMAND...: what COMMAND prints is shown only when it fails.
quietly() {
  "$@" >"$build/log" 2>&1 || {
    result=$?
    cat -- "$build/log" >&2
    exit "$result"
  }
}

# Ninja's lines with a title before the first one, and without those of a build that is up to date.
show_build() {
  shown=
  while IFS= read -r line; do
    case $line in
      *"no work to do"* | *"Re-checking globbed directories"*) continue ;;
    esac
    [ -n "$shown" ] || begin 3 "Building the library, the fake server and $title: a minute or two"
    shown=yes
    echo "$line" >&2
  done
  [ -z "$shown" ] || end
}

need_to_build
[ "$target" != wallboard ] || need_for_wallboard
if [ -n "$missing" ]; then
  begin 1 "Installing packages:$missing"
  quietly install_missing
  end
fi
if [ ! -f "$build/build.ninja" ] || [ "$root/CMakePresets.json" -nt "$build/build.ninja" ]; then
  [ -n "$missing" ] || echo "[1 of 3] All packages are installed" >&2
  begin 2 "Configuring $build"
  quietly cmake -S "$root" --preset "$preset"
  end
fi
rm -f -- "$build/result"
{
  result=0
  cmake --build "$build" -j2 --target "$target" 2>&1 || result=$?
  echo "$result" >"$build/result"
} | show_build
result=$(cat -- "$build/result" || echo 1)
[ "$result" -eq 0 ] || exit "$result"
exec "$build/$program" "$@"
