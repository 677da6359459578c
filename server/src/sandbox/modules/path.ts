import type { Any } from '../pristine.ts';

function normalize(path: string): string {
  const absolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!absolute) parts.push('..');
  }
  const joined = parts.join('/');
  const end = joined !== '' && path.endsWith('/') ? '/' : '';
  return absolute
    ? `/${joined}${end}`
    : joined === ''
      ? path.endsWith('/') && path !== ''
        ? './'
        : '.'
      : joined + end;
}

function basename(path: string, suffix = ''): string {
  const name = path.replace(/\/+$/, '').split('/').at(-1)!;
  return suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

function dirname(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  const at = trimmed.lastIndexOf('/');
  if (at < 0) return trimmed === '' && path !== '' ? '/' : '.';
  return trimmed.slice(0, at).replace(/\/+$/, '') || '/';
}

function extname(path: string): string {
  const name = basename(path);
  const at = name.lastIndexOf('.');
  return at <= 0 || name === '..' ? '' : name.slice(at);
}

function join(...parts: string[]): string {
  const joined = parts.filter((part) => part !== '').join('/');
  return joined === '' ? '.' : normalize(joined);
}

function resolve(...parts: string[]): string {
  let path = '';
  for (const part of ['/', ...parts])
    path = part.startsWith('/') ? part : part === '' ? path : `${path}/${part}`;
  const normal = normalize(path);
  return normal.length > 1 ? normal.replace(/\/$/, '') : normal;
}

function relative(from: string, to: string): string {
  const a = resolve(from).split('/').filter(Boolean);
  const b = resolve(to).split('/').filter(Boolean);
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/');
}

function parse(path: string): Any {
  const base = basename(path);
  const ext = extname(path);
  const dir = path.includes('/') ? dirname(path) : '';
  return {
    root: path.startsWith('/') ? '/' : '',
    dir,
    base,
    ext,
    name: ext === '' ? base : base.slice(0, -ext.length),
  };
}

function format({ dir, root, base, name, ext }: Any): string {
  const file = base ?? `${name ?? ''}${ext ?? ''}`;
  const folder = dir || root || '';
  return folder === '' ? file : folder === root ? folder + file : `${folder}/${file}`;
}

/** Paths as POSIX has them; the current folder is the root. */
export function pathModule(): Any {
  const isAbsolute = (path: string) => path.startsWith('/');
  const path: Any = {
    normalize,
    basename,
    dirname,
    extname,
    join,
    resolve,
    relative,
    parse,
    format,
    isAbsolute,
  };
  path.sep = '/';
  path.delimiter = ':';
  path.posix = path;
  return path;
}
