# One static binary on an empty image, run as a user without rights on a root that it cannot write. The
# data folder is a volume: keys, templates, assets, the cache.
#
#   docker build -t placard .
#   docker run -p 8080:8080 -v placard-data:/data --read-only placard
#
# deploy/compose.yaml has the same with limits. A test performs these steps without an engine.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o out/placard ./cmd/placard && mkdir out/data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /src/out/placard /placard
COPY --from=build --chown=65532:65532 /src/out/data /data
USER 65532:65532
ENV PLACARD_ADDR=:8080 PLACARD_DATA=/data PLACARD_LOG_FORMAT=json
EXPOSE 8080
VOLUME /data
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["/placard", "health"]
ENTRYPOINT ["/placard"]
CMD ["serve"]
