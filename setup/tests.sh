#!/bin/sh
# The whole suite: on SQLite with a browser, the scripts, then on PostgreSQL what depends on a database.
# The last line printed is pytest's own summary.
set -eu
cd "$(dirname "$0")/.."
only=

if CHROMIUM=$(setup/browser.sh); then
  export CHROMIUM
elif [ -n "${CI:-}" ]; then
  exit 1
else
  echo "The browser tests are left out." >&2
  only="not browser"
fi

.venv/bin/pytest -m "$only"
setup/javascript_tests.sh
TRACKER_TEST_DATABASE=postgresql .venv/bin/pytest -m "not browser and not pure"
