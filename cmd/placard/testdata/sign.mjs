// An independent client: node sign.mjs KEY NAME CHANGES [OPTIONS], as the README shows it.
import { createHmac } from 'node:crypto';

const [key, name, changes, options = ''] = process.argv.slice(2);
const path = `${name}?c=${Buffer.from(changes).toString('base64')}${options}`;
const signature = createHmac('sha256', key).update(path).digest('hex');
process.stdout.write(`${path}&s=${signature}`);
