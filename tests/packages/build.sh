#!/bin/sh
# Builds the Debian packages and has lintian look through them, in a root file system whose packages may be installed as
# needed: see tests/proof/packages.sh.
#
#   build.sh BUILD_FOLDER [CMAKE_ARGUMENT...]
set -eu
project=$(cd -- "$(dirname -- "$0")/../.." && pwd)
. "$project/cmake/packages.sh"
need_to_build
need_for_amictl
need_for_wallboard
need dpkg-dev have dpkg-shlibdeps
need ccache have ccache
need lintian have lintian
install_missing

cd -- "$project"
build=$1
shift
rm -f -- "$build/CMakeCache.txt"
cmake --preset packages -B "$build" --log-level=WARNING "$@" >/dev/null
cmake --build "$build" -j2
(cd -- "$build" && cpack --verbose >cpack.log 2>&1) || {
  cat -- "$build/cpack.log"
  exit 1
}
if grep -i 'warning' -- "$build/cpack.log"; then exit 1; fi
ls -l -- "$build/packages"
# As root, since there is nobody else here. A first upload to Debian's own archive would have to close a bug there.
lintian --allow-root --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs --info "$build"/packages/*.deb
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
echo "figure: $suite: lintian $(dpkg-query -W -f '${Version}' lintian): no error, no warning"
