# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a command in a new, empty folder: in_fresh_folder.sh FOLDER COMMAND [ARGUMENT...]
# The folder stays after the test, so that a failure can be looked at.
set -eu
folder=$1
shift
rm -rf -- "$folder"
mkdir -p -- "$folder"
cd -- "$folder"
exec "$@"
