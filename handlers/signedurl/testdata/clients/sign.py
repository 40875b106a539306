"""Signs as the documentation of scheme 1 tells a Python author to.

python3 sign.py KEY PREFIX NAME CHANGES
"""
import base64
import hashlib
import hmac
import os
import sys

key, prefix, name, changes = (os.fsencode(arg) for arg in sys.argv[1:])
message = prefix + name + b"?c=" + base64.b64encode(changes)
signature = hmac.new(key, message, hashlib.sha256).hexdigest()
sys.stdout.write(message.decode("ascii") + "&s=" + signature)
