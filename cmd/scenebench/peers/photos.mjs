// Makes other photos of the product card's three, so that a cold photo is one that was never seen and not only
// a file that was never seen: node photos.mjs DIR. Each is another part of the photo at another quality. There
// are 7, 8 and 9 of them, so that the same three meet again after 504 cards.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { pictures } from './scene.mjs';

const counts = { 'mug.jpg': 7, 'fig.jpg': 8, 'meadow.jpg': 9 };
const [root = 'out/photos'] = process.argv.slice(2);

for (const [name, count] of Object.entries(counts)) {
  const photo = await loadImage(pictures[name].data);
  mkdirSync(`${root}/${name}`, { recursive: true });
  for (let k = 0; k < count; k++) {
    const size = 1 - 0.02 * (k + 1), w = Math.round(photo.width * size), h = Math.round(photo.height * size);
    const canvas = createCanvas(photo.width, photo.height), c = canvas.getContext('2d');
    c.imageSmoothingQuality = 'high';
    c.drawImage(photo, (photo.width - w) * (k % 3) / 2, (photo.height - h) * (k % 2), w, h, 0, 0, photo.width, photo.height);
    writeFileSync(`${root}/${name}/${k}.jpg`, await canvas.encode('jpeg', 82 + k));
  }
}
