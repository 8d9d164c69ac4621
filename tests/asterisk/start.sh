#!/usr/bin/env bash
# Starts the Asterisk that install.sh put into DIR, on 127.0.0.1, with a copy of config/.
#
#   start.sh DIR RUNDIR AMI_PORT
#
# Several can run from one DIR: each has its own folder DIR/etc/ami-test-PORT, where everything it writes goes.
# AMI_PORT 0 takes a free port. Returns when Asterisk is fully booted and prints its version. RUNDIR gets
#   asterisk.pid   its process id
#   port           the manager's port; tls-port, sip-port and http-port beside it
#   ca.pem         the CA of the certificate on the manager's TLS port, which is for 127.0.0.1 and localhost
#   config         its folder as seen inside DIR
#   asterisk.log   what it printed (its own log is log/full in its folder; stop.sh copies it to full.log)
# Exit status: 0 it is up; 1 it did not come up (the ends of both logs are on standard error); 2 wrong use.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)

die() {
  echo "start.sh: $2" >&2
  exit "$1"
}

(($# == 3)) || die 2 "usage: start.sh DIR RUNDIR AMI_PORT"
[[ $3 =~ ^[0-9]{1,5}$ ]] || die 2 "not a port: $3"
((EUID == 0)) || die 1 "needs root"
[[ -x $1/usr/sbin/asterisk ]] || die 2 "no Asterisk in $1"
mkdir -p -- "$2"
dir=$(realpath -e -- "$1")
rundir=$(realpath -e -- "$2")
wanted=$((10#$3))
((wanted < 65536)) || die 2 "not a port: $3"
[[ ! -e $rundir/asterisk.pid ]] || die 1 "$rundir/asterisk.pid exists: run stop.sh first"
exec </dev/null # the caller's may be closed, and nothing here reads it

# The kernel's socket tables: "sl local_address rem_address st ... inode", numbers in hexadecimal.
port_in_use() {
  local hex
  printf -v hex '%04X' "$1"
  cat /proc/net/{tcp,tcp6,udp,udp6} 2>/dev/null | awk -v end=":$hex$" '$2 ~ end { found = 1 } END { exit !found }'
}
# Sets port, tls_port, sip_port and http_port to free ones. Below 32768: the kernel hands out the higher ones to outgoing
# connections.
port='' tls_port='' sip_port='' http_port=''
choose_ports() {
  local name candidate taken=" $wanted "
  for name in port tls_port sip_port http_port; do
    while :; do
      candidate=$((20000 + RANDOM % 12768))
      [[ $taken == *" $candidate "* ]] || port_in_use "$candidate" || break
    done
    taken+="$candidate "
    printf -v "$name" %s "$candidate"
  done
  ((wanted == 0)) || port=$wanted
}
command_line() { tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline"; }
cli() { timeout "$1" chroot "$dir" /usr/sbin/asterisk -C "$config/asterisk.conf" -rx "$2" 2>/dev/null; }

# Files that Asterisk complains about when they are missing, and that may be empty.
empty=(acl ccss pjproject queuerules stasis udptl)

make_certificates() { # a CA that nobody else knows, and a certificate of it, into the folder $1
  local -a key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
  mkdir -- "$1"
  (
    umask 077
    cd -- "$1" &&
      openssl req -x509 "${key[@]}" -keyout ca.key -out ca.pem -days 2 -subj '/CN=ami test CA' \
        -addext 'basicConstraints=critical,CA:TRUE' &&
      openssl req "${key[@]}" -keyout server.key -out server.csr -subj '/CN=localhost' &&
      printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\n' >server.ext &&
      openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile server.ext \
        -out server.crt &&
      cat server.crt server.key >server.pem
  ) >>"$rundir/asterisk.log" 2>&1 || die 1 "no certificates: $(tail -n 3 -- "$rundir/asterisk.log")"
  cp -- "$1/ca.pem" "$rundir/ca.pem"
}
write_config() { # fills $dir$config, which exists
  local file
  cp -- "$here"/config/*.conf "$dir$config/"
  for file in "${empty[@]}"; do
    [[ -e $dir$config/$file.conf ]] || : >"$dir$config/$file.conf"
  done
  mkdir -- "$dir$config"/{cache,lib,log,run,spool}
  sed -i -e "s|@ROOT@|$config|g" -e "s|@AMI_PORT@|$port|g" -e "s|@SIP_PORT@|$sip_port|g" -e "s|@HTTP_PORT@|$http_port|g" \
    -e "s|@TLS_PORT@|$tls_port|g" \
    "$dir$config"/*.conf
  ! grep -HnE '@[A-Z_]+@' "$dir$config"/*.conf >&2 || die 1 "a word is not filled in"
  make_certificates "$dir$config/tls"
  chroot "$dir" chown -R asterisk:asterisk "$config"
}
launch() { # sets pid; nothing of the caller's stays open in the child, or ctest would wait for it
  local words=
  trap '' HUP INT TERM # until stop.sh can recognise the child
  (
    trap - HUP INT TERM
    for fd in "/proc/$BASHPID/fd"/*; do
      fd=${fd##*/}
      ((fd > 2)) && eval "exec $fd>&-"
    done
    ulimit -c 0
    ulimit -n 4096 2>/dev/null || true # Asterisk closes every possible descriptor when it forks
    exec setsid env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb \
      LANG=C.UTF-8 TZ=UTC chroot "$dir" /usr/sbin/asterisk -C "$config/asterisk.conf" -f
  ) >>"$rundir/asterisk.log" 2>&1 &
  pid=$!
  echo "$pid" >"$rundir/asterisk.pid"
  while [[ $words != *"$config/asterisk.conf"* ]] && kill -0 "$pid" 2>/dev/null; do
    words=$(command_line "$pid") || true
  done
  on_signals
}
banner() { # prints the manager's first line
  local line
  (
    exec 3<>"/dev/tcp/127.0.0.1/$port" && IFS= read -r -t 5 line <&3 && printf '%s' "${line%$'\r'}"
  ) 2>/dev/null
}
wait_until_up() {
  local deadline=$((SECONDS + 60))
  while kill -0 "$pid" 2>/dev/null; do
    [[ $(cli 10 'core waitfullybooted') == *'fully booted'* ]] && return 0
    if ((SECONDS >= deadline)); then
      reason="not up after 60 s"
      return 1
    fi
    sleep 0.1
  done
  reason="it exited"
  return 1
}

stop() { "$here/stop.sh" "$dir" "$rundir" || true; }
on_signals() {
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
}
trap stop EXIT
on_signals

# Somebody else may take a free port between the look and Asterisk's bind: then try again with others.
for attempt in 1 2 3 4 5; do
  reason='' in_use=0
  : >"$rundir/asterisk.log"
  choose_ports
  config=/etc/ami-test-$port
  trap '' HUP INT TERM # until stop.sh knows of the folder
  if ! mkdir -- "$dir$config" 2>/dev/null; then
    ((wanted == 0)) && continue
    # Left by one that was killed? Then its process is gone.
    old=$(cat -- "$dir$config/run/asterisk.pid" 2>/dev/null) || true
    [[ -z $old || $(command_line "$old") != *"$config/asterisk.conf"* ]] || die 1 "another one uses port $port"
    rm -rf --one-file-system -- "$dir$config"
    mkdir -- "$dir$config"
  fi
  echo "$config" >"$rundir/config"
  on_signals
  write_config
  launch
  if wait_until_up; then
    # It stays up all the same, and somebody else's answers on the port may look like its own.
    if grep -q 'Address already in use' "$dir$config/log/full"; then
      reason="it did not get its ports: $port, $tls_port, $sip_port and $http_port"
      in_use=1
    else
      greeting=$(banner) || true
      [[ $greeting == 'Asterisk Call Manager/'* ]] && break
      reason="no greeting on port $port"
    fi
  fi
  if ((wanted != 0 || attempt == 5)) || ((!in_use)); then
    stop
    for log in asterisk.log full.log; do
      [[ -s $rundir/$log ]] || continue
      echo "--- the end of $log" >&2
      tail -n 30 -- "$rundir/$log" >&2
    done
    die 1 "Asterisk did not come up: $reason"
  fi
  stop
done
[[ -n ${greeting:-} ]] || die 1 "no free port"

echo "$port" >"$rundir/port"
echo "$tls_port" >"$rundir/tls-port"
echo "$sip_port" >"$rundir/sip-port"
echo "$http_port" >"$rundir/http-port"
version=$(cli 10 'core show version')
trap - EXIT
echo "asterisk: ${version%% built by*}, $greeting on 127.0.0.1:$port (process $pid)"
