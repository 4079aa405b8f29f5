#!/usr/bin/env bash
# A corpus with GNU parallel: shards here, or on other machines with --sshloginfile, then the merge.
#
#   integrations/parallel/build.sh pairs.tsv corpus 16
#   PARALLEL="--sshloginfile nodes.txt --workdir $PWD" integrations/parallel/build.sh pairs.tsv corpus 16
#
# Run it again after whatever went wrong: shards that are done do nothing.
set -euo pipefail
manifest=${1:?the list of pairs of documents}
out=${2:?the folder of the corpus}
shards=${3:-16}

seq "$shards" | parallel --halt soon,fail=1 --jobs "${JOBS:-50%}" --line-buffer --tag \
  calque corpus build --manifest "$manifest" -o "$out.shards" --shard "{}/$shards" --threads 2
calque corpus merge "$out.shards" -o "$out"
