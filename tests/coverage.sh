#!/bin/sh
# Says how many branches of the protocol's rooms the unit tests take: of each file, and of each room. A branch is a
# condition that was true, or false; Clang counts no exceptions.
#
#   sh tests/coverage.sh              src/wire and src/session
#   sh tests/coverage.sh ROOM...      other rooms
#   sh tests/coverage.sh --missed [ROOM...]    the lines with a branch that was not taken, with their counts
#
# Installs what is missing on Debian (see cmake/packages.sh), and builds into build/coverage.
set -eu
root=$(cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/cmake/packages.sh"

need_to_build
need_to_measure_coverage
install_missing

missed=
if [ "${1:-}" = --missed ]; then
  missed=1
  shift
fi
[ $# -gt 0 ] || set -- wire session
rooms=$(echo "$*" | tr ' ' '|')

cd -- "$root"
cmake --preset coverage --log-level=WARNING >/dev/null
cmake --build --preset coverage >&2
cd build/coverage
LLVM_PROFILE_FILE="$PWD/unit.profraw" tests/ami_unit_tests >&2
"$(clang++ -print-prog-name=llvm-profdata)" merge -sparse unit.profraw -o unit.profdata

# llvm_cov COMMAND [OPTION...]
llvm_cov() {
  command=$1
  shift
  # It warns of functions that no program has called.
  "$(clang++ -print-prog-name=llvm-cov)" "$command" tests/ami_unit_tests -instr-profile=unit.profdata "$@" 2>/dev/null
}

if [ -n "$missed" ]; then
  llvm_cov show --show-branches=count | awk -v rooms="/src/($rooms)/" '
    /^[^ ].*:$/ { file = $0; sub(/:$/, "", file); sub(/.*\/src\//, "src/", file) }
    match($0, /^ *[0-9]+\|/) { text[$1 + 0] = $0; sub(/^[^|]*\|[^|]*\|/, "", text[$1 + 0]) }
    /Branch \(/ && /(True|False): 0[],]/ && "/" file ~ rooms {
      place = $0; sub(/.*Branch \(/, "", place); sub(/\).*/, "", place); split(place, at, ":")
      counts = $0; sub(/.*: \[/, "[", counts)
      line = file ":" place " " counts " " text[at[1] + 0]
      if (!seen[line]++) print line
    }'
else
  llvm_cov report --show-branch-summary --show-region-summary=false | awk -v rooms="/src/($rooms)/" '
    $1 ~ rooms && $8 > 0 {
      file = $1; sub(/.*\/src\//, "", file)
      room = file; sub(/\/.*/, "", room)
      printf "%-36s %5d of %5d  %6.2f %%\n", file, $8 - $9, $8, 100 - 100 * $9 / $8
      all[room] += $8; not_taken[room] += $9
    }
    END {
      for (room in all) {
        taken = all[room] - not_taken[room]
        printf "%-36s %5d of %5d  %6.2f %%\n", room "/", taken, all[room], 100 * taken / all[room]
      }
    }'
fi
