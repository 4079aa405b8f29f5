#!/usr/bin/env bash
# Runs fuzz targets for some seconds each, with the stable compiler: fuzz/run.sh 60 tmx xliff
# Without names, all of them. Ends with status 1 if a target failed; what made it fail is in
# fuzz/artifacts. Needs rustup's toolchain and a C++ compiler, and says so where one is missing.
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:-60}
shift || true
[[ $seconds =~ ^[0-9]+$ ]] || { echo "usage: fuzz/run.sh SECONDS [TARGET...]" >&2; exit 2; }
command -v cargo >/dev/null || { echo "fuzz/run.sh needs Rust: https://rustup.rs" >&2; exit 2; }
command -v "${CXX:-c++}" >/dev/null || { echo "fuzz/run.sh needs a C++ compiler for libFuzzer: apt install g++, dnf install gcc-c++ or xcode-select --install" >&2; exit 2; }
# Seconds of the clock that one input may take; more on a machine that does much else.
patience=${FUZZ_TIMEOUT:-10}
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
  for file in fuzz_targets/*.rs; do targets+=("$(basename "$file" .rs)"); done
fi
for target in "${targets[@]}"; do
  [ -e "fuzz_targets/$target.rs" ] || { echo "no target $target; there are: $(cd fuzz_targets && ls | sed 's/\.rs$//' | xargs)" >&2; exit 2; }
done
# Counters of edges and traces of comparisons, as cargo-fuzz has them; no sanitizer, which the
# stable compiler does not have: the code has no `unsafe`, so panics, hangs and memory are what counts.
export RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Ccodegen-units=1"
host=$(rustc -vV | sed -n 's/^host: //p')
built=${CARGO_TARGET_DIR:-target}/$host/release
# Only two targets need the crates of Parquet, which take longest to build.
features=(--no-default-features)
for target in "${targets[@]}"; do
  case $target in parquet | arrow) features=() ;; esac
done
cargo build --release --target "$host" "${features[@]}" $(printf -- '--bin %s ' "${targets[@]}")
failed=()
for target in "${targets[@]}"; do
  mkdir -p "corpus/$target" "artifacts/$target"
  echo "== $target, $seconds s"
  log=artifacts/$target/log
  # Entries found before come first, then the seeds; what is new is added to the former.
  if ! nice -n 15 "$built/$target" "corpus/$target" "seeds/$target" -artifact_prefix="artifacts/$target/" -dict=words.dict \
    -max_total_time="$seconds" -timeout="$patience" -rss_limit_mb=1024 -max_len=65536 -print_final_stats=1 >"$log" 2>&1; then
    failed+=("$target")
  fi
  grep -aE '^(stat::(number_of_executed_units|average_exec|peak_rss)|SUMMARY|Done)|panicked|Test unit written|ERROR' "$log" || true
done
[ ${#failed[@]} -eq 0 ] || { echo "failed: ${failed[*]}" >&2; exit 1; }
