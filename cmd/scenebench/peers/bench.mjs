// Times Placard beside @napi-rs/canvas on pictures of the scenes; see README.md. Both are children that stay and
// take turns: in each round each makes one picture, so that what else the machine does falls on both alike.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { template, titleFor } from './scene.mjs';

const { values: arg } = parseArgs({ options: {
  binary: { type: 'string', default: './out/scenebench' },
  scene: { type: 'string', multiple: true, default: ['quote-card', 'product-card'] },
  format: { type: 'string', multiple: true, default: ['jpeg', 'png', 'webp', 'raw'] },
  photo: { type: 'string', multiple: true, default: ['warm', 'cold'] },
  photos: { type: 'string', default: './out/photos' }, // made by photos.mjs where it is missing
  rounds: { type: 'string', default: '25' },
  window: { type: 'string', default: '1' }, // seconds of two in flight; 0: not measured
  keep: { type: 'string', default: './out/pictures' }, // a folder for one file of each tool, scene and format
  json: { type: 'string' },
} });
const warmUp = 4; // rounds that do not count: compilers and caches get going

if (!existsSync(arg.photos)) execFileSync('node', ['photos.mjs', arg.photos], { stdio: 'inherit' });
mkdirSync(arg.keep, { recursive: true });

const tools = [
  { name: 'placard', command: [arg.binary] },
  { name: 'placard-fresh', command: [arg.binary], env: { SCENEBENCH_REUSE: 'off' } }, // nothing of earlier pictures is reused
  { name: 'napi-canvas', command: ['node', 'canvas.mjs'] },
];
const single = [], throughput = [], pictures = [];
let counter = 0;
const job = (scene, format, photo, more) => ({ scene, format, photo, n: ++counter, title: titleFor(scene, counter), ...more });

const one = start(), two = start({ BENCH_INFLIGHT: '2' });
for (const scene of arg.scene) {
  await look(scene);
  for (const photo of arg.photo) {
    if (photo === 'cold' && !template[scene].layers.some((l) => l.src?.endsWith('.jpg'))) continue;
    for (const format of arg.format) {
      await alone(scene, format, photo);
      if (+arg.window > 0 && format !== 'raw') await inFlight(scene, format, photo);
    }
  }
}
for (const child of [...one, ...two]) child.end();
const result = { machine: { cores: cpus().length, cpu: cpus()[0].model, node: process.version }, pictures, single, throughput };
if (arg.json) writeFileSync(arg.json, JSON.stringify(result, null, 1) + '\n');

// start runs every tool as a child whose do sends a job and waits for its answer, the next on a line.
function start(env = {}) {
  return tools.map(({ name, command: [command, ...args], env: own }) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, SCENEBENCH_PHOTOS: arg.photos, ...own, ...env } });
    const waiting = [];
    child.on('exit', (code) => waiting.forEach(({ no }) => no(new Error(`${name} ended with ${code}`))));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const answer = JSON.parse(line), { ok, no } = waiting.shift();
      if (answer.error) no(new Error(`${name}: ${answer.error}`));
      else ok(answer);
    });
    return {
      name,
      do: (j) => new Promise((ok, no) => { waiting.push({ ok, no }); child.stdin.write(JSON.stringify(j) + '\n'); }),
      end: () => child.stdin.end(),
    };
  });
}

// alone times one picture at a time.
async function alone(scene, format, photo) {
  const seen = new Map(one.map((t) => [t, { ms: [], bytes: [], split: {} }]));
  for (let round = -warmUp; round < +arg.rounds; round++) {
    for (let i = 0; i < one.length; i++) {
      const t = one[(i + round + warmUp) % one.length], s = seen.get(t), a = await t.do(job(scene, format, photo, { split: true }));
      if (round < 0) continue;
      s.ms.push(a.ms);
      s.bytes.push(a.bytes);
      for (const [stage, ms] of Object.entries(a.split ?? {})) (s.split[stage] ??= []).push(ms);
    }
  }
  for (const [t, s] of seen) {
    const split = Object.fromEntries(Object.entries(s.split).map(([stage, list]) => [stage, +median(list).toFixed(2)]));
    single.push({ tool: t.name, scene, format, photo, ms: +median(s.ms).toFixed(2), min: Math.min(...s.ms), bytes: Math.round(median(s.bytes)), split });
  }
  const [ours, fresh, theirs] = single.slice(-one.length), ratio = (s) => `${s.ms} ms, ${(s.ms / theirs.ms).toFixed(2)}`;
  console.error(`${scene} ${format} ${photo}: ${ratio(ours)}, without reuse ${ratio(fresh)}, of ${theirs.ms}; ${ours.bytes} bytes of ${theirs.bytes}`);
}

// inFlight counts pictures a second while there are always two to be made.
async function inFlight(scene, format, photo) {
  for (const t of two) {
    for (let i = 0; i < warmUp; i++) await t.do(job(scene, format, photo));
    const start = performance.now(), end = start + 1000 * arg.window;
    let made = 0;
    const lane = async () => { for (; performance.now() < end; made++) await t.do(job(scene, format, photo)); };
    await Promise.all([lane(), lane()]);
    throughput.push({ tool: t.name, mode: 'inflight', scene, format, photo, perSecond: +(made * 1000 / (performance.now() - start)).toFixed(2) });
  }
}

// look keeps a file of each tool and format, and says how far the tools' pixels are from each other, as the mean
// difference of a channel, and those of each JPEG and WebP from the tool's own pixels.
async function look(scene) {
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  const scratch = mkdtempSync(join(tmpdir(), 'picture-peers-')), { width, height } = template[scene], drawn = [];
  for (const t of one) {
    const own = join(scratch, t.name);
    await t.do(job(scene, 'raw', 'warm', { n: 0, title: titleFor(scene, 0), out: own }));
    drawn.push(readFileSync(own));
    for (const format of ['png', 'jpeg', 'webp']) {
      const file = join(arg.keep, `${scene}-${t.name}.${format}`), a = await t.do(job(scene, format, 'warm', { title: titleFor(scene, 0), out: file }));
      const c = createCanvas(width, height).getContext('2d');
      c.drawImage(await loadImage(file), 0, 0);
      pictures.push({ tool: t.name, scene, format, bytes: a.bytes, diffToOwn: difference(drawn.at(-1), c.getImageData(0, 0, width, height).data) });
    }
  }
  rmSync(scratch, { recursive: true });
  const apart = difference(drawn.at(0), drawn.at(-1));
  for (const p of pictures.filter((p) => p.scene === scene && p.format === 'png')) p.diffToNearest = apart;
  console.error(`${scene}: the pictures differ by ${apart} on average`);
}

function difference(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) if (i % 4 < 3) sum += Math.abs(a[i] - b[i]);
  return +(sum / (a.length * 0.75)).toFixed(2);
}

function median(list) {
  const s = [...list].sort((a, b) => a - b), m = s.length >> 1;
  return s.length % 2 ? s[m] : (s[m - 1] + s[m]) / 2;
}
