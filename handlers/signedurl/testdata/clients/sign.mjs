// Signs as the documentation of scheme 1 tells a JavaScript author to.
// node sign.mjs KEY PREFIX NAME CHANGES
import { createHmac } from 'node:crypto';

const [key, prefix, name, changes] = process.argv.slice(2);
const message = `${prefix}${name}?c=${Buffer.from(changes, 'utf8').toString('base64')}`;
const signature = createHmac('sha256', key).update(message).digest('hex');
process.stdout.write(`${message}&s=${signature}`);
