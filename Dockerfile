# The binary `calque` in an image without a shell:
#   docker build -t calque .
#   docker run --rm -v "$PWD:/work" calque status docs/en docs/fr
FROM rust:1.95-slim-bookworm AS build
WORKDIR /src
# SQLite and zstd are compiled from C.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends build-essential \
 && rm -rf /var/lib/apt/lists/*
COPY . .
RUN cargo build --release --locked --package calque-cli

FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /src/target/release/calque /usr/local/bin/calque
WORKDIR /work
ENTRYPOINT ["/usr/local/bin/calque"]
CMD ["--help"]
