#!/bin/sh
# Makes the virtual environment: setup/venv.sh python3 .venv
set -eu
python=$1
venv=$2

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Python 3.11 or newer is needed; '$python' is not. Try: make PYTHON=python3.11" >&2
  exit 1
fi

# Debian keeps the bootstrap of pip in a package of its own.
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
  else
    echo "Python's venv is missing. On Debian: sudo apt-get install python3-venv" >&2
    exit 1
  fi
fi

[ -x "$venv/bin/pip" ] || "$python" -m venv "$venv"
