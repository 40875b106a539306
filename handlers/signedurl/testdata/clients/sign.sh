#!/bin/sh
# Signs with nothing but a shell and openssl.
# sh sign.sh request SECRET PREFIX NAME CHANGES
# sh sign.sh v2 SECRET BASE PATH QUERY, the query escaped but not sorted
set -eu
case $1 in
request)
  message="$3$4?c=$(printf %s "$5" | openssl base64 -A)"
  signature=$(printf %s "$message" | openssl dgst -sha256 -hmac "$2" | sed 's/^.*= *//')
  printf '%s&s=%s\n' "$message" "$signature"
  ;;
v2)
  query=$(printf %s "$5" | tr '&' '\n' | LC_ALL=C sort | paste -sd '&' -)
  signature=$(printf %s "$4?$query" | openssl dgst -sha256 -hmac "$2" -binary | openssl base64 -A | tr '+/' '-_' | tr -d =)
  printf '%s%s?%s&signature=v2.%s\n' "$3" "$4" "$query" "$signature"
  ;;
esac
