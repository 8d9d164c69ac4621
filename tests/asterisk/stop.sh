#!/usr/bin/env bash
# Stops what start.sh started, and nothing else: the process of RUNDIR/asterisk.pid is checked to be that Asterisk.
#
#   stop.sh DIR RUNDIR
#
# Removes its folder inside DIR; its log stays as RUNDIR/full.log. Does nothing when it is stopped already.
# Exit status: 0 it is stopped; 1 it would not stop; 2 wrong use.
set -euo pipefail

(($# == 2)) || {
  echo "usage: stop.sh DIR RUNDIR" >&2
  exit 2
}
rundir=$2
[[ -s $rundir/config ]] || exit 0
dir=$(realpath -e -- "$1")
config=$(<"$rundir/config")
[[ $config =~ ^/etc/ami-test-[0-9]+$ ]] || {
  echo "stop.sh: $rundir/config is not start.sh's: $config" >&2
  exit 2
}
exec </dev/null

# A process id may be used again by another program, so look at the command line: Asterisk's, or in the first moment
# that of the chroot that becomes Asterisk. (Its root folder would tell too, but /proc/PID/root of another user's
# process is closed to the root of many containers.) A zombie has none: it counts as gone. Nor has, for a moment, one
# that restarts.
running() {
  local -a words=()
  local command="/usr/sbin/asterisk -C $config/asterisk.conf -f" stat
  [[ $pid =~ ^[0-9]+$ ]] || return 1
  mapfile -d '' -t words 2>/dev/null <"/proc/$pid/cmdline" || return 1
  if ((${#words[@]} == 0)); then
    stat=$(cat -- "/proc/$pid/stat" 2>/dev/null) && [[ ${stat##*) } != Z* ]]
    return
  fi
  [[ ${words[*]} == "$command" || ${words[*]} == *" chroot $dir $command" ]]
}
gone_within() {
  local deadline=$((SECONDS + $1))
  while running; do
    ((SECONDS < deadline)) || return 1
    sleep 0.05
  done
}

# Asterisk's own note too, in case that start.sh was killed before it wrote one.
for note in "$rundir/asterisk.pid" "$dir$config/run/asterisk.pid"; do
  pid=$(cat -- "$note" 2>/dev/null) || true
  ! running || break
done
if running; then
  timeout 5 chroot "$dir" /usr/sbin/asterisk -C "$config/asterisk.conf" -rx 'core stop now' >/dev/null 2>&1 || true
  if ! gone_within 10; then
    ! running || kill -TERM "$pid" || true
    if ! gone_within 5; then
      ! running || kill -KILL "$pid" || true
      gone_within 5 || {
        echo "stop.sh: process $pid does not end" >&2
        exit 1
      }
    fi
  fi
fi
cp -- "$dir$config/log/full" "$rundir/full.log" 2>/dev/null || true
rm -rf --one-file-system -- "$dir$config"
rm -f -- "$rundir"/{asterisk.pid,config,port,tls-port,sip-port,http-port,ca.pem}
