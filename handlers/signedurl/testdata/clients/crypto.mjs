// Signs as published JavaScript clients do, with crypto-js.
// node crypto.mjs CASES, a JSON list; prints a URL a line.
import CryptoJS from 'crypto-js';

const { HmacSHA256, enc } = CryptoJS;

const schemes = {
  request({ secret, prefix, name, changes }) {
    const message = `${prefix}${name}?c=${enc.Base64.stringify(enc.Utf8.parse(changes))}`;
    return `${message}&s=${HmacSHA256(message, secret).toString(enc.Hex)}`;
  },
  key_id({ secret, base, path, key_id, params }) {
    const all = Object.fromEntries([...params, ['key_id', key_id]]);
    const message = Object.keys(all)
      .sort((a, b) => a.localeCompare(b))
      .map((name) => `${name}=${all[name]}`)
      .join('&');
    const query = new URLSearchParams({ ...all, signature: HmacSHA256(message, secret).toString() });
    return `${base}${path}?${query}`;
  },
  v2({ secret, base, path, key_id, params }) {
    const escape = (text) =>
      encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
    const query = [...params, ['key_id', key_id]].map((pair) => pair.map(escape).join('=')).sort().join('&');
    const signature = HmacSHA256(`${path}?${query}`, secret).toString(enc.Base64url);
    return `${base}${path}?${query}&signature=v2.${signature}`;
  },
};

for (const c of JSON.parse(process.argv[2])) console.log(schemes[c.scheme](c));
