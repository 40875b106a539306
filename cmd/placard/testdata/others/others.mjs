// Prints URLs as JSON, by what they try. They are made by the clients that other services publish or, where
// there is none to be had, in the way that their documentation describes. Argument: {"secrets": {…}, "now": …}.
import { createHmac } from 'node:crypto';
import { HtmlCssToImageClient } from '@html-css-to-image/client';
import { generateImageUrl } from '@imgproxy/imgproxy-node';
import bannerbear from 'bannerbear';

const { secrets, now } = JSON.parse(process.argv[2]);
const text = 'Ünïcode — “quotes” & <tags> 100% ✓';

const layers = [{ name: 'message', text }, { name: 'photo', image_url: 'asset:ridge.jpg' }];
const v2 = new bannerbear.Bannerbear(secrets['bannerbear-v2']);

// Bannerbear's V5 signs as V2 does, with the secret of an instant URL.
const v5 = (url) => `${url}&s=${createHmac('sha256', secrets['bannerbear-v5']).update(url).digest('hex')}`;
const encoded = Buffer.from(JSON.stringify({ template: { width: 300 }, objects: layers })).toString('base64url');

// Placid's page on authentication: "&author[text]=asdf" is signed, and appended to the template's URL.
const placid = (template, query) => {
  const s = createHmac('sha256', secrets.placid).update(query).digest('hex');
  return `https://api.placid.app/u/${template}${query}&s=${s}`;
};
const title = encodeURIComponent(text);

const hcti = new HtmlCssToImageClient('user-id', secrets.hcti);
const values = { message: text, photo: 'asset:ridge.jpg' };

const [key, salt] = secrets.imgproxy.split(':');
const imgproxy = (url, options) => generateImageUrl({ endpoint: 'https://imgproxy.example.com/', url, options, key, salt });

console.log(JSON.stringify({
  'bannerbear-v2': await v2.generate_signed_url('A89wavQyY3Bebk3djP', layers),
  'bannerbear-v2 synchronous': await v2.generate_signed_url('A89wavQyY3Bebk3djP', layers, true),
  'bannerbear-v5': v5(`https://on-demand.bannerbear.com/instant/A89wavQyY3Bebk3djP?message:text=${title}&photo:image_url=asset:ridge.jpg`),
  'bannerbear-v5 encoded': v5(`https://on-demand.bannerbear.com/instant/A89wavQyY3Bebk3djP?modifications=${encoded}`),
  'bannerbear-v5 own host': v5(`https://img.example.org/A89wavQyY3Bebk3djP?message:text=${title}`),
  placid: placid('zqipxhxog', `?message[text]=${title}&photo[image]=asset:ridge.jpg`),
  'placid as documented': placid('zqipxhxog/', `&message[text]=${title}`),
  hcti: hcti.generateTemplatedImageUrl('t-b0354248-1f0e', values),
  'hcti png': hcti.generateTemplatedImageUrl('t-b0354248-1f0e', values, undefined, 'png'),
  imgproxy: imgproxy('asset:ridge.jpg', { resizing_type: 'fill', width: 600, height: 315, gravity: { type: 'no' }, enlarge: 1 }),
  'imgproxy plain': imgproxy({ value: 'asset:ridge.jpg', displayAs: 'plain' }, { width: 300, quality: 70, format: 'png' }),
  'imgproxy for a while': imgproxy('asset:ridge.jpg', { expires: now + 600 }),
  'imgproxy of yesterday': imgproxy('asset:ridge.jpg', { expires: now - 86400 }),
  'imgproxy remote': imgproxy('https://images.example.com/a.jpg', { width: 300 }),
}));
