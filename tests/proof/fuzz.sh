#!/bin/sh
# Fuzzes each target for a while, and counts the executions. See tests/fuzz/run.sh.
#
#   sh tests/proof/fuzz.sh [SECONDS]      for each target; 300
set -eu
exec sh "$(dirname -- "$0")/../fuzz/run.sh" "${1:-300}"
