#!/bin/sh
# Migrates an empty SQLite database, then fails if the models say anything that no migration does.
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export TRACKER_DATABASE_URL="sqlite:///$folder/schema.sqlite"
.venv/bin/flask --app wsgi db upgrade >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
.venv/bin/flask --app wsgi db check
