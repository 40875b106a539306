// The tools. Each makes ready what people keep between documents, and gives make(scene, title), which
// resolves to the data of one file, and close().
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, css, fonts, pictureOf, pictures } from './scene.mjs';

// placard is the scenes' server beside this folder. It times itself, from having the job to having the
// bytes in memory, as the loop does for the others: here the bytes come through a file afterwards.
const placard = (format) => async ({ binary, scratch }) => {
  const child = spawn(binary, { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async make(scene, title) {
      const out = join(scratch, `placard.${format}`);
      child.stdin.write(JSON.stringify({ scene, format, photo: 'warm', title, n: 1, out }) + '\n');
      const { value } = await answers.next(), a = JSON.parse(value);
      if (a.error) throw new Error(a.error);
      return { data: readFileSync(out), ms: a.ms };
    },
    async close() { child.stdin.end(); await once(child, 'exit'); },
  };
};

// chromium is a warm browser with one warm page; fonts and photos come from a loopback server and stay
// in its cache.
async function chromium() {
  const files = { '/': ['text/html', '<!doctype html><title>x</title>'] };
  for (const f of fonts) files[`/${f.weight}.ttf`] = ['font/ttf', f.data];
  for (const [name, p] of Object.entries(pictures)) files[`/${name}`] = [p.mime, p.data];
  const server = createServer((request, response) => {
    const [type, body] = files[request.url] ?? [];
    if (!type) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const faces = fonts.map((f) => `@font-face{font-family:Inter;font-weight:${f.weight};src:url(/${f.weight}.ttf)}`).join('');
  const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
  const inline = (l) => Object.entries(css(l)).map(([k, v]) => `${k.replace(/[A-Z]/g, (c) => '-' + c.toLowerCase())}:${v}`).join(';');
  const element = (l) => l.type === 'image' ? `<img src="/${pictureOf(l)}" style="${inline(l)}">` : `<div style="${inline(l)}">${escape(l.text ?? '')}</div>`;
  return {
    async make(scene, title) {
      const s = build(scene, title);
      await page.setContent(`<!doctype html><meta charset="utf-8"><style>${faces}body{margin:0;position:relative}</style>${s.layers.map(element).join('')}`, { waitUntil: 'load' });
      await page.evaluate(() => document.fonts.ready.then(() => 0));
      return { data: await page.pdf({ width: `${s.width}px`, height: `${s.height}px`, printBackground: true, pageRanges: '1' }) };
    },
    async close() { await browser.close(); server.close(); },
  };
}

// satori makes SVG, whose letters are paths; resvg makes a PNG of that. There is no PDF: these two are
// what one has to put into one.
const satori = (png) => async () => {
  const { default: draw } = await import('satori');
  const { Resvg } = await import('@resvg/resvg-js');
  const uri = Object.fromEntries(Object.entries(pictures).map(([name, p]) => [name, `data:${p.mime};base64,${p.data.toString('base64')}`]));
  const element = (l) => {
    if (l.type === 'image') return { type: 'img', props: { src: uri[pictureOf(l)], width: l.width, height: l.height, style: css(l) } };
    const centred = l.align === 'center' ? { justifyContent: 'center' } : {};
    return { type: 'div', props: { style: { ...css(l), display: 'flex', ...centred }, ...(l.text && { children: l.text }) } };
  };
  return {
    async make(scene, title) {
      const s = build(scene, title), root = { display: 'flex', position: 'relative', width: s.width, height: s.height };
      const svg = await draw({ type: 'div', props: { style: root, children: s.layers.map(element) } }, { width: s.width, height: s.height, fonts });
      return { data: png ? new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng() : Buffer.from(svg) };
    },
    async close() {},
  };
};

// pdfkit draws by hand: the scene is a program. It has no shadows, and leaves them out.
async function pdfkit() {
  const { default: PDFDocument } = await import('pdfkit');
  // colour gives what pdfkit takes: #rrggbb and an opacity.
  const colour = (c) => {
    const m = /^rgba\((\d+),\s*(\d+),\s*(\d+),\s*([\d.]+)\)$/.exec(c);
    return m ? ['#' + m.slice(1, 4).map((v) => (+v).toString(16).padStart(2, '0')).join(''), +m[4]] : [c, 1];
  };
  const shape = (doc, l) => (l.radius ? doc.roundedRect(l.x, l.y, l.width, l.height, l.radius) : doc.rect(l.x, l.y, l.width, l.height));
  const gradient = (doc, l) => {
    const a = l.fill.angle * Math.PI / 180, dx = Math.sin(a), dy = -Math.cos(a);
    const half = (Math.abs(l.width * dx) + Math.abs(l.height * dy)) / 2, x = l.x + l.width / 2, y = l.y + l.height / 2;
    const g = doc.linearGradient(x - dx * half, y - dy * half, x + dx * half, y + dy * half);
    for (const s of l.fill.stops) g.stop(s.at, ...colour(s.color));
    return g;
  };
  const layer = (doc, l) => {
    if (l.type === 'rect') return l.fill.stops ? shape(doc, l).fill(gradient(doc, l)) : shape(doc, l).fill(...colour(l.fill));
    if (l.type === 'image') {
      doc.save();
      shape(doc, l).clip();
      return doc.image(pictures[pictureOf(l)].data, l.x, l.y, { cover: [l.width, l.height], align: 'center', valign: 'center' }).restore();
    }
    doc.font(String(l.font_weight)).fontSize(l.font_size).fillColor(...colour(l.color));
    const lineGap = parseFloat(l.line_height) - doc.currentLineHeight(true); // pdfkit puts all of it below the line
    doc.text(l.text, l.x, l.y + lineGap / 2, { width: l.width, align: l.align, lineGap });
  };
  return {
    async make(scene, title) {
      const s = build(scene, title), doc = new PDFDocument({ size: [s.width, s.height], margin: 0 }); // a pt for a px
      const parts = [];
      doc.on('data', (part) => parts.push(part));
      for (const f of fonts) doc.registerFont(String(f.weight), f.data);
      for (const l of s.layers) layer(doc, l);
      doc.end();
      await once(doc, 'end');
      return { data: Buffer.concat(parts) };
    },
    async close() {},
  };
}

export const tools = {
  'placard': placard('pdf'),
  'chromium': chromium,
  'pdfkit': pdfkit,
  'placard-png': placard('png'),
  'satori-svg': satori(false),
  'satori-png': satori(true),
};
