// @napi-rs/canvas (Skia) as a child that speaks the protocol of ../main.go: a JSON job a line on standard
// input, a JSON answer a line on standard output. A template's layers are drawn by hand, on a new canvas for
// each picture; fonts and warm photos are ready before the first.
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createCanvas, GlobalFonts, loadImage } from '@napi-rs/canvas';
import { build, coldPicture, emoji, fonts, pictureOf, pictures } from './scene.mjs';

for (const f of fonts) GlobalFonts.register(f.data, f.name);
GlobalFonts.register(emoji.data, emoji.name);
const warm = {};
for (const [name, p] of Object.entries(pictures)) warm[name] = await loadImage(p.data);

createInterface({ input: process.stdin }).on('line', async (line) => console.log(JSON.stringify(await answer(JSON.parse(line)))));

async function answer(job) {
  const start = performance.now();
  try {
    const data = await render(job);
    const ms = performance.now() - start;
    if (job.out) writeFileSync(job.out, data);
    return { n: job.n, bytes: data.length, ms };
  } catch (e) {
    return { n: job.n, error: String(e?.stack ?? e) };
  }
}

async function render(job) {
  const s = build(job.scene, job.title);
  const canvas = createCanvas(s.width, s.height), c = canvas.getContext('2d');
  c.imageSmoothingQuality = 'high';
  for (const l of s.layers) await draw[l.type](c, l, job);
  if (job.format === 'raw') return canvas.data();
  return job.format === 'png' ? canvas.encode('png') : canvas.encode(job.format, 80);
}

const draw = {
  rect(c, l) {
    c.save();
    if (l.shadow) Object.assign(c, { shadowColor: l.shadow.color, shadowBlur: l.shadow.blur, shadowOffsetX: l.shadow.x, shadowOffsetY: l.shadow.y });
    c.fillStyle = l.fill.stops ? gradient(c, l) : l.fill;
    outline(c, l);
    c.fill();
    c.restore();
  },

  async image(c, l, job) {
    const name = pictureOf(l), cold = job.photo === 'cold' && name.endsWith('.jpg');
    const image = cold ? await loadImage(coldPicture(name, job.n)) : warm[name];
    const k = Math.max(l.width / image.width, l.height / image.height), w = l.width / k, h = l.height / k;
    c.save();
    if (l.radius) {
      outline(c, l);
      c.clip();
    }
    c.drawImage(image, (image.width - w) / 2, (image.height - h) / 2, w, h, l.x, l.y, l.width, l.height);
    c.restore();
  },

  text(c, l) {
    c.font = `${l.font_weight} ${l.font_size}px Inter, ${emoji.name}`;
    c.fillStyle = l.color;
    c.textAlign = l.align ?? 'left';
    // The baseline is where CSS puts it: Inter's ascent is 0.96875 em, its descent 0.2412109 em.
    const height = parseFloat(l.line_height), x = l.align === 'center' ? l.x + l.width / 2 : l.x;
    const first = l.y + height / 2 + 0.3637695 * l.font_size;
    lines(c, l).forEach((line, i) => c.fillText(line, x, first + i * height));
  },
};

function outline(c, l) {
  c.beginPath();
  if (l.radius) c.roundRect(l.x, l.y, l.width, l.height, l.radius);
  else c.rect(l.x, l.y, l.width, l.height);
}

// gradient is CSS's linear gradient over a layer's box.
function gradient(c, l) {
  const a = l.fill.angle * Math.PI / 180, dx = Math.sin(a), dy = -Math.cos(a);
  const half = (Math.abs(l.width * dx) + Math.abs(l.height * dy)) / 2, x = l.x + l.width / 2, y = l.y + l.height / 2;
  const g = c.createLinearGradient(x - dx * half, y - dy * half, x + dx * half, y + dy * half);
  for (const s of l.fill.stops) g.addColorStop(s.at, s.color);
  return g;
}

// lines breaks a text at spaces where it would be wider than its box.
function lines(c, l) {
  const all = [];
  for (const word of l.text.split(' ')) {
    const longer = all.length ? `${all.at(-1)} ${word}` : word;
    if (all.length && c.measureText(longer).width <= l.width) all[all.length - 1] = longer;
    else all.push(word);
  }
  return all;
}
