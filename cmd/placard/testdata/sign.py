"""An independent client: python3 sign.py KEY NAME CHANGES [OPTIONS]."""
import base64
import hashlib
import hmac
import sys

key, name, changes = sys.argv[1:4]
options = sys.argv[4] if len(sys.argv) > 4 else ""
path = f"{name}?c={base64.b64encode(changes.encode()).decode()}{options}"
signature = hmac.new(key.encode(), path.encode(), hashlib.sha256).hexdigest()
sys.stdout.write(f"{path}&s={signature}")
