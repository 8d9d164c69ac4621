# shellcheck shell=bash
# Where the Asterisks of the tests are installed, for the scripts that source this file.

# asterisk_folder SUITE: a folder of that suite in $AMI_TEST_DIR (an absolute name), which is by default one that root alone
# can write to (installing needs root anyway), and that all clones of the project share. To have an Asterisk installed
# anew, remove its folder.
asterisk_folder() {
  echo "${AMI_TEST_DIR:-/var/cache/ami-tests}/asterisk-$1"
}
