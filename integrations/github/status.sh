#!/usr/bin/env bash
# The step of action.yml that looks at the tree. Everything comes by the environment, so that nothing of it is
# read as a command: CALQUE_SOURCE, CALQUE_TARGETS and CALQUE_OPTIONS (one a line), CALQUE_SINCE, CALQUE_BASELINE,
# CALQUE_FAIL_ON, CALQUE_SUMMARY (true), CALQUE_SARIF (the file that is written).
# It does not fail where pages do: the results are uploaded first, and the last step decides.
set -euo pipefail

arguments=("$CALQUE_SOURCE")
while IFS= read -r line; do
  if [ -n "$line" ]; then arguments+=("$line"); fi
done <<< "$CALQUE_TARGETS"
if [ -n "${CALQUE_SINCE:-}" ]; then arguments+=(--since "$CALQUE_SINCE"); fi
if [ -n "${CALQUE_BASELINE:-}" ]; then arguments+=(--baseline "$CALQUE_BASELINE"); fi
while IFS= read -r line; do
  if [ -n "$line" ]; then arguments+=("$line"); fi
done <<< "${CALQUE_OPTIONS:-}"

failed=false
calque status "${arguments[@]}" --fail-on "${CALQUE_FAIL_ON:-never}" --format sarif -o "$CALQUE_SARIF" || {
  status=$?
  if [ "$status" -ne 1 ]; then exit "$status"; fi
  failed=true
}
# What was compared is kept, so that the other formats cost next to nothing.
if [ "${CALQUE_SUMMARY:-true}" = true ]; then
  calque status "${arguments[@]}" --format markdown >> "$GITHUB_STEP_SUMMARY"
fi
share=$(calque status "${arguments[@]}" --format json |
  python3 -c 'import json, sys; print(int(100 * min(l["share"] for l in json.load(sys.stdin)["languages"])))')
{
  echo "sarif=$CALQUE_SARIF"
  echo "failed=$failed"
  echo "share=$share"
} >> "$GITHUB_OUTPUT"
