// Times Placard's PDFs beside those of other tools; see README.md. The tools take turns: in each round
// every one makes one document, so that what else the machine does falls on all of them alike.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, pictureOf, template, titleFor } from './scene.mjs';
import { tools } from './tools.mjs';

const { values: arg } = parseArgs({ options: {
  binary: { type: 'string', default: './out/scenebench' },
  scene: { type: 'string', multiple: true, default: Object.keys(template).filter((scene) => scene !== 'quote-card') }, // two of the tools have no emoji
  tool: { type: 'string', multiple: true, default: Object.keys(tools) },
  rounds: { type: 'string', default: '25' },
  keep: { type: 'string' }, // a folder for one file of each tool and scene
} });
const warmUp = 4; // rounds that do not count: compilers and caches get going

const scratch = mkdtempSync(join(tmpdir(), 'pdf-peers-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
if (arg.keep) mkdirSync(arg.keep, { recursive: true });

const running = [];
for (const name of arg.tool) running.push({ name, ...await tools[name]({ binary: arg.binary, scratch }) });
console.log('| scene | tool | ms | against placard | bytes | text | pictures | vectors |');
console.log('|---|---|---|---|---|---|---|---|');
for (const scene of arg.scene) await compare(scene);
for (const t of running) await t.close();

// compare prints a row for each tool.
async function compare(scene) {
  const times = new Map(running.map((t) => [t, []])), last = new Map();
  for (let round = -warmUp; round < +arg.rounds; round++) {
    for (let i = 0; i < running.length; i++) {
      const t = running[(i + round + warmUp) % running.length], title = titleFor(scene, round + warmUp), start = performance.now();
      const { data, ms = performance.now() - start } = await t.make(scene, title);
      if (round >= 0) times.get(t).push(ms);
      last.set(t, { data, layers: build(scene, title).layers });
    }
  }
  const base = median(times.get(running[0]));
  for (const t of running) {
    const { data, layers } = last.get(t), ms = median(times.get(t)), of = look(`${scene}-${t.name}`, data, layers);
    console.log(`| ${scene} | ${t.name} | ${ms.toFixed(1)} | ${(ms / base).toFixed(1)} × | ${data.length} | ${of.text} | ${of.pictures} | ${of.vectors} |`);
  }
}

// look asks poppler, or the SVG itself, what became of letters and shapes. Selectable are the letters if all
// texts of the scene come out again; vectors are there unless the page is one picture.
function look(name, data, layers) {
  const type = data.subarray(0, 4).toString() === '%PDF' ? 'pdf' : data[0] === 0x89 ? 'png' : 'svg';
  const file = join(arg.keep ?? scratch, `${name}.${type}`);
  writeFileSync(file, data);
  const has = new Set(layers.filter((l) => l.type === 'image').map(pictureOf)).size;
  if (type === 'png') return { text: 'no', pictures: 'all is one', vectors: 'no' };
  if (type === 'svg') return { text: /<text/.test(data) ? 'yes' : 'no', pictures: `${new Set(String(data).match(/href="data:[^"]+/g)).size} of ${has}`, vectors: 'yes' };
  const words = (s) => s.replace(/\s+/g, ' ');
  const text = words(execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }));
  const missing = layers.filter((l) => l.text && !text.includes(words(l.text))).map((l) => l.id);
  const images = execFileSync('pdfimages', ['-list', file], { encoding: 'utf8' }).split('\n').filter((l) => l.trim().split(/\s+/)[2] === 'image').length;
  return { text: missing.length ? `without ${missing}` : 'yes', pictures: `${images} of ${has}`, vectors: text.trim() ? 'yes' : 'no' };
}

function median(list) {
  const s = [...list].sort((a, b) => a - b), m = s.length >> 1;
  return s.length % 2 ? s[m] : (s[m - 1] + s[m]) / 2;
}
