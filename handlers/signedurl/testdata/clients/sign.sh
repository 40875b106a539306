#!/bin/sh
# Signs with nothing but a shell and openssl.
# sh sign.sh KEY PREFIX NAME CHANGES
set -eu
message="$2$3?c=$(printf %s "$4" | openssl base64 -A)"
signature=$(printf %s "$message" | openssl dgst -sha256 -hmac "$1" | sed 's/^.*= *//')
printf '%s&s=%s' "$message" "$signature"
