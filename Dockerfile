# One static binary on an empty image. The data folder is a volume: templates, assets, the key, the cache.
#
#   docker build -t placard .
#   docker run -p 8080:8080 -v placard-data:/data placard
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o /placard ./cmd/placard && mkdir /data && chown 65532:65532 /data

FROM scratch
COPY --from=build /placard /placard
COPY --from=build --chown=65532:65532 /data /data
USER 65532:65532
ENV PLACARD_ADDR=:8080 PLACARD_DATA=/data
EXPOSE 8080
VOLUME /data
ENTRYPOINT ["/placard"]
CMD ["serve"]
