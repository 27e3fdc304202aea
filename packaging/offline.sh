#!/usr/bin/env bash
# Puts all wheels that an office without a network needs into one folder, and how to install them.
# usage: packaging/offline.sh WHEEL FOLDER [pip download options, such as --platform win_amd64]
set -euo pipefail
wheel=$1 folder=$2
shift 2
mkdir -p "$folder"
only=()
if [ $# -gt 0 ]; then only=(--only-binary=:all:); fi
python3 -m pip download --quiet --dest "$folder" "${only[@]}" "$@" "$wheel[pdf,sheet,web]"
cp "$(dirname "$0")/notice-lint-serve.cmd" "$folder"
cat > "$folder/README.txt" <<'TEXT'
离线安装（Windows：双击 notice-lint-serve.cmd；其他系统在本文件夹里运行）：
Offline installation (Windows: double-click notice-lint-serve.cmd; elsewhere run in this folder):

  python3 -m venv .venv
  .venv/bin/pip install --no-index --find-links . "notice-lint[pdf,sheet,web]"
  .venv/bin/notice-lint serve --open
TEXT
