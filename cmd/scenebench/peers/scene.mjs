// The scenes are the templates of ../scenes, read here a second time for tools that know nothing of
// templates. Only what those use is understood: rect, image and text with fixed boxes.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (rel) => fileURLToPath(new URL(rel, import.meta.url));
const inter = '../../../fonts/bundled/inter/', folders = ['../assets/', '../../../templates/starter/assets/'];

export const template = Object.fromEntries(readdirSync(at('../scenes/')).sort()
  .map((file) => JSON.parse(readFileSync(at(`../scenes/${file}`), 'utf8'))).map((t) => [t.id, t]));

export const fonts = [[400, 'Regular'], [600, 'SemiBold'], [700, 'Bold']]
  .map(([weight, name]) => ({ name: 'Inter', weight, style: 'normal', data: readFileSync(at(`${inter}Inter_${weight}${name}.ttf`)) }));

export const emoji = { name: 'Twemoji', data: readFileSync(at('../../../fonts/bundled/twemoji/Twemoji.ttf')) };

export const pictureOf = (layer) => layer.src.replace('asset:', '');

// fileOf finds a picture where ../photos.go finds it.
const fileOf = (name) => folders.map((folder) => at(folder + name)).find(existsSync);

const named = Object.values(template).flatMap((t) => t.layers).filter((l) => l.type === 'image').map(pictureOf);

export const pictures = Object.fromEntries([...new Set(named)]
  .map((name) => [name, { mime: name.endsWith('.png') ? 'image/png' : 'image/jpeg', data: readFileSync(fileOf(name)) }]));

// others are photos to be shown in the place of one when it is cold: those that photos.mjs made, in the order
// of their names. coldPicture is the picture of job n: one of them, or else the photo itself, with a comment
// that no cache has seen.
const others = Object.fromEntries(Object.keys(pictures).map((name) => [name, folder(process.env.SCENEBENCH_PHOTOS, name)]));

function folder(root, name) {
  const dir = root && `${root}/${name}`;
  return dir && existsSync(dir) ? readdirSync(dir).sort().map((file) => readFileSync(`${dir}/${file}`)) : [];
}

export function coldPicture(name, n) {
  const list = others[name], data = list.length ? list[n % list.length] : pictures[name].data;
  const comment = Buffer.from(String(n).padStart(12, '0'));
  return Buffer.concat([data.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, 2 + comment.length]), comment, data.subarray(2)]);
}

// titleFor is different in every document, so that no finished file can be taken from a shelf.
export const titleFor = (scene, n) => template[scene].layers.find((l) => l.id === 'title').text
  .replace(/\d{6}/, String(n).padStart(6, '0'));

// build is a scene with its title: width, height and layers.
export function build(scene, title) {
  const t = template[scene];
  return { width: t.width, height: t.height, layers: t.layers.map((l) => (l.id === 'title' ? { ...l, text: title } : l)) };
}

// css are a layer's styles as Chromium and satori both take them. Angles and stops are CSS's own.
export function css(l) {
  const px = (v) => `${v}px`, s = { position: 'absolute', left: px(l.x), top: px(l.y), width: px(l.width) };
  if (l.height) s.height = px(l.height);
  if (l.radius) s.borderRadius = px(l.radius);
  if (l.shadow) s.boxShadow = `${px(l.shadow.x)} ${px(l.shadow.y)} ${px(l.shadow.blur)} ${l.shadow.color}`;
  if (l.fill?.stops) s.backgroundImage = `linear-gradient(${l.fill.angle}deg, ${l.fill.stops.map((t) => `${t.color} ${t.at * 100}%`).join(', ')})`;
  else if (l.fill) s.backgroundColor = l.fill;
  if (l.type === 'image') s.objectFit = l.fit;
  if (l.type === 'text') Object.assign(s, { fontFamily: l.font_family, fontWeight: l.font_weight, fontSize: px(l.font_size), lineHeight: l.line_height, color: l.color, textAlign: l.align || 'left' });
  return s;
}
