#!/bin/sh
# Fuzzes each target for a while and prints a table: executions, what of the code they reached, inputs that were kept.
#
#   sh tests/fuzz/run.sh [SECONDS [TARGET...]]      60 seconds for each; all targets; two at a time
#   sh tests/fuzz/run.sh --check                    the same 2,000 inputs for each, whenever it runs
#
# Begins with tests/fuzz/seeds (a target that has none there: the recorded sessions of tests/data/captures) and with what
# earlier runs have found, which is kept in build/fuzz/corpus. An input that makes a target fail is kept in build/fuzz/found and named; make a unit test of it.
# Needs Clang; installs what is missing on Debian (see cmake/packages.sh), and builds into build/fuzz. Fails when a target
# does.
set -eu
root=$(cd -- "$(dirname -- "$0")/../.." && pwd)
. "$root/cmake/packages.sh"
seconds=${1:-60}
[ $# -eq 0 ] || shift
keep=yes
limit=-max_total_time=$seconds
if [ "$seconds" = --check ]; then
  keep=
  limit="-runs=2000 -seed=1 -max_total_time=60"
fi
need_to_build
need_to_sanitize
install_missing
cd -- "$root"
cmake --preset fuzz --log-level=WARNING >/dev/null
cmake --build --preset fuzz >&2

work=build/fuzz
[ $# -ne 0 ] || set -- $(cd tests/fuzz && printf '%s\n' *.cpp | sed 's/\.cpp$//')
rm -rf -- "$work/empty"
mkdir -p -- "$work/found" "$work/logs"

# seeds_of TARGET: the folder of what it begins with.
seeds_of() {
  if [ -d "tests/fuzz/seeds/$1" ]; then echo "tests/fuzz/seeds/$1"; else echo tests/data/captures; fi
}

# fuzz TARGET: its report is the last lines of its log.
fuzz() {
  corpus=$work/corpus/$1
  [ -n "$keep" ] || corpus=$work/empty/$1
  mkdir -p -- "$corpus"
  result=0
  # shellcheck disable=SC2086 # several options
  "$work/tests/fuzz/ami_fuzz_$1" $limit -max_len=4096 -timeout=20 -rss_limit_mb=2048 \
    -print_final_stats=1 -artifact_prefix="$work/found/$1-" "$corpus" "$(seeds_of "$1")" \
    >"$work/logs/$1" 2>&1 || result=$?
  echo "$result" >"$work/logs/$1.result"
}

running=0
for target in "$@"; do
  fuzz "$target" &
  running=$((running + 1))
  if [ $((running % 2)) -eq 0 ]; then wait; fi
done
wait

failed=0
total=0
printf '%-10s %12s %10s %10s %8s  %s\n' target executions edges features inputs result
for target in "$@"; do
  log=$work/logs/$target
  executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  total=$((total + ${executions:-0}))
  last=$(sed -n '/ cov: /h; ${x;p}' "$log")
  result=ok
  if [ "$(cat -- "$log.result")" -ne 0 ]; then
    failed=1
    result="failed: $(sed -n 's/.*Test unit written to //p' "$log" | tail -n 1)"
  fi
  printf '%-10s %12s %10s %10s %8s  %s\n' "$target" "${executions:-?}" \
    "$(echo "$last" | sed -n 's/.* cov: \([0-9]*\).*/\1/p')" "$(echo "$last" | sed -n 's/.* ft: \([0-9]*\).*/\1/p')" \
    "$(echo "$last" | sed -n 's/.* corp: \([0-9]*\).*/\1/p')" "$result"
  if [ "$result" != ok ]; then
    tail -n 40 -- "$log" >&2
  fi
done
echo "figure: fuzz executions: $total"
exit "$failed"
