'use strict';
const $ = id => document.getElementById(id);
let flawed = new Set(), asked = 0, linted = 0;

const query = more => new URLSearchParams({file: $('file').value, sample: $('sample').value, size: $('size').value, ...more});

function options(select, entries, value) {
  if (JSON.stringify(entries) !== select.dataset.entries) {
    select.dataset.entries = JSON.stringify(entries);
    select.replaceChildren(...entries.map(([v, text]) => new Option(text, v)));
  }
  if (entries.some(([v]) => v === value)) select.value = value;
}

function element(tag, text, className) {
  const e = document.createElement(tag);
  e.textContent = text;
  if (className) e.className = className;
  return e;
}

async function load() {
  const turn = ++asked;
  let state;
  try {
    state = await (await fetch('api/state?' + query())).json();
  } catch {
    $('status').textContent = 'placard preview has ended';
    return;
  }
  if (turn !== asked) return; // a later one is on its way
  options($('file'), state.files.map(f => [f, f]), state.file);
  if (state.samples || state.sizes) {
    options($('sample'), (state.samples || ['defaults']).map((s, i) => [String(i), s]), $('sample').value);
    options($('size'), [['', 'as designed'], ...state.sizes.map(s => [s, s.replace('x', ' × ')])], $('size').value);
  }
  showErrors(state.errors || []);
  $('stage').classList.toggle('stale', Boolean(state.errors));
  document.title = (state.errors ? '✗ ' : '') + state.file;
  if (state.picture) {
    const picture = $('picture');
    picture.src = state.picture;
    await picture.decode().catch(() => {});
    picture.hidden = false;
    $('status').textContent = `${state.report.width} × ${state.report.height} px`;
    showLayers(state.report);
  }
  document.body.dataset.turn = turn;
  if (!$('all').hidden) showSheet(state);
  lint();
}

function showErrors(errors) {
  $('errors').hidden = errors.length === 0;
  $('errors').replaceChildren(...errors.flatMap(e => {
    const parts = [element('p', (e.line ? `Line ${e.line}, column ${e.column}: ` : '') + e.message)];
    if (e.source !== undefined) {
      const at = Math.max(0, e.column - 1), from = Math.max(0, at - 60);
      parts.push(element('pre', e.source.slice(from, from + 120) + '\n' + ' '.repeat(at - from) + '^'));
    }
    return parts;
  }));
}

function showLayers(report) {
  const focused = document.activeElement?.dataset?.layer;
  $('overlay').replaceChildren(...report.layers.map(l => {
    const [x, y, w, h] = l.bounds || l.box, b = element('button', '');
    b.type = 'button';
    b.dataset.layer = l.id;
    b.setAttribute('aria-label', `${l.type} ${l.id}`);
    b.classList.toggle('flawed', flawed.has(l.id));
    Object.assign(b.style, {
      left: 100 * x / report.width + '%', top: 100 * y / report.height + '%',
      width: 100 * w / report.width + '%', height: 100 * h / report.height + '%',
    });
    b.onmouseenter = b.onfocus = () => showLayer(l);
    return b;
  }));
  if (focused) document.querySelector(`[data-layer="${CSS.escape(focused)}"]`)?.focus();
}

function showLayer(l) {
  const round = n => Math.round(n * 10) / 10, t = l.text || {};
  const rows = [['id', l.id], ['type', l.type], ['box', l.box.map(round).join(', ')],
    ['turned by', l.rotation && round(l.rotation) + '°'], ['shows', l.shown],
    ['font', t.fonts && t.fonts.join(', ')], ['stands in', t.fallback_fonts && t.fallback_fonts.join(', ')],
    ['size', t.font_size && round(t.font_size) + ' px' + (t.fitted ? ', made smaller to fit' : '')],
    ['lines', t.lines && t.lines.length], ['contrast', t.contrast],
    ['missing', t.missing && t.missing.join(' ')],
    ['cut', t.ellipsised ? 'ends in an ellipsis' : t.clipped ? 'clipped' : t.overflow ? 'overflows' : '']];
  $('hint').hidden = true;
  $('layer').replaceChildren(...rows.filter(([, v]) => v).flatMap(([k, v]) => [element('dt', k), element('dd', v)]));
}

async function lint() {
  const turn = ++linted, answer = await fetch('api/lint?' + query()).catch(() => null);
  if (!answer?.ok || turn !== linted) return;
  const problems = await answer.json();
  if (turn !== linted) return;
  flawed = new Set(problems.map(p => p.layer).filter(Boolean));
  for (const b of $('overlay').children) b.classList.toggle('flawed', flawed.has(b.dataset.layer));
  $('lint').replaceChildren(...problems.map(p => {
    const li = element('li', '', p.severity);
    li.append(element('b', (p.line ? `${p.line}:${p.column} ` : '') + p.rule), ' ' + p.message);
    return li;
  }));
  if (!problems.length) $('lint').append(element('li', 'Nothing to say.', 'none'));
}

function showSheet(state) {
  const shots = (state.samples || ['defaults']).map((name, i) => [{sample: i, size: ''}, name]);
  for (const size of state.sizes || []) shots.push([{sample: 0, size}, size.replace('x', ' × ')]);
  $('all').replaceChildren(...shots.map(([what, name]) => {
    const figure = document.createElement('figure'), img = new Image();
    img.alt = name;
    img.loading = 'lazy';
    img.src = 'api/picture?' + query({...what, turn: asked});
    figure.append(img, element('figcaption', name));
    return figure;
  }));
}

$('file').onchange = () => { $('sample').value = '0'; $('size').value = ''; load(); };
$('sample').onchange = $('size').onchange = load;
$('boxes').onchange = () => $('overlay').classList.toggle('all', $('boxes').checked);
$('sheet').onclick = () => {
  const on = $('sheet').getAttribute('aria-pressed') !== 'true';
  $('sheet').setAttribute('aria-pressed', on);
  $('stage').hidden = on;
  $('all').hidden = !on;
  load();
};

// hello comes at the start, and again whenever the connection was lost: what was missed is seen then.
const events = new EventSource('api/events');
events.addEventListener('hello', load);
events.addEventListener('changed', load);
