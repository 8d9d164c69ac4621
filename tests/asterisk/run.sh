#!/usr/bin/env bash
# Runs a command against a real Asterisk: installs it when needed, starts it on a free port, runs the command, stops it.
#
#   run.sh SUITE -- COMMAND...
#
# Asterisk goes into the folder that folder.sh names, and stays there for the next time. COMMAND finds in its environment
#   AMI_TEST_PORT            the manager's port on 127.0.0.1 (users: config/manager.conf)
#   AMI_TEST_TLS_PORT        the same with TLS, for 127.0.0.1 and localhost
#   AMI_TEST_TLS_CA          the file with the CA of its certificate
#   AMI_TEST_HTTP_PORT       the port of Asterisk's own web server
#   AMI_TEST_SIP_PORT        the port on which it speaks SIP
#   AMI_TEST_TLS_CERTIFICATE the server's own file, with its certificate and its private key
#   AMI_TEST_SUITE           SUITE
#   AMI_TEST_ASTERISK_ROOT   the folder Asterisk is installed in
#   AMI_TEST_CLI             a program that runs its arguments as one command of Asterisk's own console
# Exit status: COMMAND's; 77 when Asterisk cannot be installed here; 1 when it cannot be installed or does not start;
# 2 wrong use; 128 + N after signal N.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)

[[ $# -ge 3 && $2 == -- ]] || {
  echo "usage: run.sh SUITE -- COMMAND..." >&2
  exit 2
}
suite=$1
shift 2
{ : <&0; } 2>/dev/null || exec </dev/null # standard input may be closed

. "$here/folder.sh"
dir=$(asterisk_folder "$suite")

rundir=
child=
alive=
# Always: on success, on failure, on a signal.
# shellcheck disable=SC2317 # called by the trap
finish() {
  local status=$? left=100
  trap '' HUP INT TERM
  if [[ -n $child ]]; then
    kill -TERM "$child" 2>/dev/null || true
    while kill -0 "$child" 2>/dev/null && ((left-- > 0)); do sleep 0.1; done
    kill -KILL "$child" 2>/dev/null || true
  fi
  [[ -n $rundir ]] || exit "$status"
  "$here/stop.sh" "$dir" "$rundir" || true
  if ((status != 0 && status != 77)) && [[ -s $rundir/full.log ]]; then
    echo "--- the end of Asterisk's log" >&2
    tail -n 30 -- "$rundir/full.log" >&2
  fi
  [[ -z $alive ]] || echo finished >&"$alive" || true
  rm -rf --one-file-system -- "$rundir"
  exit "$status"
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
# In the background, so that a signal is handled at once.
run() {
  local status=0
  "$@" <&0 &
  child=$!
  wait "$child" || status=$?
  child=
  return "$status"
}

run "$here/install.sh" "$suite"
dir=$(realpath -e -- "$dir")
rundir=$(mktemp -d -- "${TMPDIR:-/tmp}/ami-test-run.XXXXXX")

# CTest ends a test that takes too long with SIGKILL, together with all its descendants. So an orphan, which CTest does
# not find, reads from a pipe that only this shell and start.sh hold open: the pipe's end without a word means that
# nobody is left to stop Asterisk.
mkfifo -- "$rundir/alive"
watch() {
  local fd
  for fd in "/proc/$BASHPID/fd"/*; do
    fd=${fd##*/}
    ((fd > 2)) && eval "exec $fd>&-"
  done
  # shellcheck disable=SC2016 # the inner shell's variables
  exec setsid bash -c '
    read -r word <"$3/alive"
    [[ $word == finished ]] && exit
    "$1/stop.sh" "$2" "$3"
    rm -rf --one-file-system -- "$3"' watch "$here" "$dir" "$rundir"
}
(watch </dev/null >/dev/null 2>&1 &)
exec {alive}>"$rundir/alive"

run "$here/start.sh" "$dir" "$rundir" 0

printf '#!/usr/bin/env bash\nexec timeout 30 chroot %q /usr/sbin/asterisk -C %q -rx "$*"\n' \
  "$dir" "$(<"$rundir/config")/asterisk.conf" >"$rundir/cli"
chmod +x -- "$rundir/cli"
AMI_TEST_PORT=$(<"$rundir/port")
AMI_TEST_TLS_PORT=$(<"$rundir/tls-port")
AMI_TEST_HTTP_PORT=$(<"$rundir/http-port")
AMI_TEST_SIP_PORT=$(<"$rundir/sip-port")
export AMI_TEST_PORT AMI_TEST_TLS_PORT AMI_TEST_HTTP_PORT AMI_TEST_SIP_PORT AMI_TEST_TLS_CA=$rundir/ca.pem
export AMI_TEST_TLS_CERTIFICATE=$dir$(<"$rundir/config")/tls/server.pem
export AMI_TEST_SUITE=$suite AMI_TEST_ASTERISK_ROOT=$dir AMI_TEST_CLI=$rundir/cli

without_the_pipe() {
  exec {alive}>&-
  exec "$@"
}
run without_the_pipe "$@"
