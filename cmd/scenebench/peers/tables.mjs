// Prints the tables of docs/performance.md from what benches have written: node tables.mjs FILE.json… Of each cell
// it has the tool, the best of the others, and the ratio of the two. A cell that several files have is taken from the
// last. Tools that are Placard otherwise, such as placard-fresh, which reuses nothing, are no peers; --tool placard-fresh
// puts them in Placard's place.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values: arg, positionals: files } = parseArgs({ allowPositionals: true, options: {
  tool: { type: 'string', default: 'placard' },
} });
const runs = files.map((file) => JSON.parse(readFileSync(file, 'utf8')));

const cellOf = (r) => [r.scene, r.format, r.photo].filter(Boolean).join(' ');
const known = (list) => {
  const cells = new Map();
  for (const run of runs) {
    const fresh = new Map();
    for (const r of run[list] ?? []) if (!r.error && (r.tool === arg.tool || !r.tool.startsWith('placard'))) fresh.set(cellOf(r), [...(fresh.get(cellOf(r)) ?? []), r]);
    for (const [cell, rows] of fresh) if (rows.some((r) => r.tool === arg.tool)) cells.set(cell, rows);
  }
  return cells;
};
const number = (x) => (x >= 1000 ? x.toLocaleString('en') : x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x.toFixed(2));

// compare prints a row a cell. better picks the winner of two values.
function compare(title, list, value, better = Math.min, wanted = () => true) {
  const rows = [];
  for (const [cell, all] of known(list)) {
    if (!wanted(all[0])) continue;
    const best = (some) => some.filter((r) => value(r) > 0).reduce((a, b) => (!a || better(value(a), value(b)) !== value(a) ? b : a), undefined);
    const ours = best(all.filter((r) => r.tool === arg.tool)), theirs = best(all.filter((r) => r.tool !== arg.tool));
    if (!ours || !theirs) continue;
    const ratio = value(ours) / value(theirs), noisy = [ours, theirs].some((r) => r.quiet === false) ? ' ~' : '';
    rows.push([cell, number(value(ours)), `${number(value(theirs))} (${theirs.tool})`, ratio.toFixed(2) + noisy]);
  }
  print(title, ['', arg.tool, 'best other', 'ratio'], rows);
}

function print(title, head, rows) {
  if (!rows.length) return;
  const line = (cells) => `| ${cells.join(' | ')} |`;
  console.log([`### ${title}`, '', line(head), line(head.map((_, i) => (i ? '--:' : '---'))), ...rows.map(line), ''].join('\n'));
}

compare('Milliseconds, warm', 'single', (r) => r.ms, Math.min, (r) => r.photo === 'warm');
compare('Milliseconds, photos never seen', 'single', (r) => r.ms, Math.min, (r) => r.photo === 'cold');
compare('Bytes', 'single', (r) => r.bytes, Math.min, (r) => r.photo === 'warm' && r.format !== 'raw');
compare('Pictures a second, two in flight', 'throughput', (r) => r.perSecond, Math.max);
compare('Milliseconds from starting the process to the first file', 'cold', (r) => r.coldMs);
compare('MB of memory at most', 'cold', (r) => r.peakRssMB);

print(`Milliseconds of ${arg.tool} by stage`, ['', 'all', 'layout', 'draw', 'encode'], [...known('single')].flatMap(([cell, all]) => {
  const r = all.find((r) => r.tool === arg.tool && Object.keys(r.split ?? {}).length);
  return r ? [[cell, number(r.ms), ...['layout', 'draw', 'encode'].map((stage) => (stage in r.split ? number(r.split[stage]) : '–'))]] : [];
}));

print('Mean difference of a channel, of 255', ['', 'tool', 'to the nearest tool', 'to its own pixels'], [...known('pictures')].flatMap(([cell, all]) => all
  .map((r) => [cell, r.tool, r.diffToNearest ?? '', r.diffToOwn ?? r.diffToOwnPng ?? ''])));
