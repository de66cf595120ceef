#!/bin/sh
# Prints the path of a Chromium for the browser tests; installs Debian's if there is none and we may.
set -eu

find_browser() {
  for name in ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome; do
    command -v "$name" && return
  done
  return 1
}

find_browser && exit
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  {
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core
  } >/dev/null
  find_browser && exit
fi
echo "No Chromium for the browser tests. On Debian: sudo apt-get install chromium fonts-noto-core (or set CHROMIUM)" >&2
exit 1
