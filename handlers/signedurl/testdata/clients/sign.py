"""Signs as the documentation tells a Python author to.

python3 sign.py CASES, a JSON list; prints a URL a line.
"""
import base64
import hashlib
import hmac
import json
import sys
from urllib.parse import quote, urlencode


def mac(message, secret):
    return hmac.new(secret.encode(), message.encode(), hashlib.sha256)


def request(secret, prefix, name, changes, **_):
    message = f"{prefix}{name}?c=" + base64.b64encode(changes.encode()).decode()
    return message + "&s=" + mac(message, secret).hexdigest()


def key_id(secret, base, path, key_id, params, **_):
    params = {**dict(params), "key_id": key_id}
    message = "&".join(f"{name}={value}" for name, value in sorted(params.items()))
    params["signature"] = mac(message, secret).hexdigest()
    return f"{base}{path}?{urlencode(params)}"


def v2(secret, base, path, key_id, params, **_):
    pairs = [*params, ("key_id", key_id)]
    query = "&".join(sorted(quote(name, safe="") + "=" + quote(value, safe="") for name, value in pairs))
    digest = mac(f"{path}?{query}", secret).digest()
    return f"{base}{path}?{query}&signature=v2." + base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


for case in json.loads(sys.argv[1]):
    print({"request": request, "key_id": key_id, "v2": v2}[case.pop("scheme")](**case))
