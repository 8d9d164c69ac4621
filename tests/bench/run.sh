#!/bin/sh
# Builds the benchmarks the way distributions build and prints one table: each measure, its bound in the same run, their
# ratio and the goal. Fails when a goal is missed.
#
#   sh tests/bench/run.sh             three rounds, some minutes
#   sh tests/bench/run.sh --quick     one short round
#   sh tests/bench/run.sh --micro [GOOGLE_BENCHMARK_OPTION...]
#
# Two processors that do nothing else give steady figures. Installs what is missing on Debian (see cmake/packages.sh), and
# builds into build/bench.
set -eu
root=$(cd -- "$(dirname -- "$0")/../.." && pwd)
. "$root/cmake/packages.sh"

need_to_build
need_to_bench
install_missing

cd -- "$root"
cmake --preset bench --log-level=WARNING >/dev/null
cmake --build --preset bench >&2

if [ "${1:-}" = --micro ]; then
  shift
  exec build/bench/tests/bench/ami_bench_micro "$@"
fi
exec python3 tests/bench/table.py build/bench/tests/bench --library build/bench/libami.so "$@"
