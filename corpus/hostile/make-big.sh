#!/usr/bin/env bash
# Writes the hostile inputs that are too big to keep: one line of 200 MB, a file
# of a million lines, one word of 9 MB, 100,000 opening quotation marks.
#
#   corpus/hostile/make-big.sh FOLDER
set -euo pipefail
folder=${1:?give the folder to write to}
mkdir -p "$folder"
sentence='The bridge has been closed since Monday, and nobody knows when it will open again. '
phrase='Le pont est fermé depuis lundi, et personne ne sait quand il rouvrira. '

# `yes` ends by a closed pipe once `head` has enough; that is not a failure here.
repeat() { (set +o pipefail; yes "$1" 2>/dev/null | head -c "$2"); }

repeat "$sentence" 200000000 | tr -d '\n' >"$folder/one-line.en.txt"
repeat "$phrase" 200000000 | tr -d '\n' | iconv -c -f utf-8 -t utf-8 >"$folder/one-line.fr.txt"
(set +o pipefail; yes "$sentence" 2>/dev/null | head -n 1000000 | awk '{ print NR ": " $0 }') >"$folder/million-lines.en.txt"
(set +o pipefail; yes "$phrase" 2>/dev/null | head -n 1000000 | awk '{ print NR ": " $0 }') >"$folder/million-lines.fr.txt"
repeat 'abcdefghij' 10000000 | tr -d '\n' >"$folder/one-word.txt"
repeat '«' 300000 | tr -d '\n' >"$folder/quotes.txt"
ls -l "$folder"
