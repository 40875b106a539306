// Signs as the documentation tells a JavaScript author to, with Node's own crypto.
// node sign.mjs CASES, a JSON list; prints a URL a line.
import { createHmac } from 'node:crypto';

const hmac = (message, secret, encoding) => createHmac('sha256', secret).update(message).digest(encoding);

const escape = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const schemes = {
  request({ secret, prefix, name, changes }) {
    const message = `${prefix}${name}?c=${Buffer.from(changes, 'utf8').toString('base64')}`;
    return `${message}&s=${hmac(message, secret, 'hex')}`;
  },
  key_id({ secret, base, path, key_id, params }) {
    const url = new URL(base + path);
    for (const [name, value] of [...params, ['key_id', key_id]]) url.searchParams.set(name, value);
    const message = [...url.searchParams]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, value]) => `${name}=${value}`)
      .join('&');
    url.searchParams.set('signature', hmac(message, secret, 'hex'));
    return url.toString();
  },
  v2({ secret, base, path, key_id, params }) {
    const query = [...params, ['key_id', key_id]].map((pair) => pair.map(escape).join('=')).sort().join('&');
    return `${base}${path}?${query}&signature=v2.${hmac(`${path}?${query}`, secret, 'base64url')}`;
  },
};

for (const c of JSON.parse(process.argv[2])) console.log(schemes[c.scheme](c));
