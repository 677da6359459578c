import path from 'node:path';
import type { ModuleFiles } from './files.ts';

/** True for a path that is a folder or below it. */
export function isInside(folder: string, target: string): boolean {
  const relative = path.relative(folder, target);
  return (
    relative === '' ||
    (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative))
  );
}

/** A folder and those above it, the nearest first. */
export function upwards(folder: string): string[] {
  const above = path.dirname(folder);
  return above === folder || above === '.' ? [folder] : [folder, ...upwards(above)];
}

/** `./x`, `../x`, `.` and `..` */
export function isRelativeSpecifier(specifier: string): boolean {
  return /^\.\.?(?:\/|$)/.test(specifier);
}

const CODE = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];
const TYPES = ['.d.ts', '.d.mts', '.d.cts'];

/** What a file that runs is written as when its import has the ending that it gets when compiled. */
const WRITTEN_AS: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx', '.d.ts'],
  '.jsx': ['.tsx', '.d.ts'],
  '.mjs': ['.mts', '.d.mts'],
  '.cjs': ['.cts', '.d.cts'],
};

/**
 * The file that a path without links, extension or `index` means.
 * @param sourcesFirst whether `x.ts` goes before `x.js` where both are there
 * @returns its real path, or null
 */
export async function findModule(
  files: ModuleFiles,
  absolute: string,
  sourcesFirst: boolean,
): Promise<string | null> {
  const extension = path.extname(absolute);
  const stem = absolute.slice(0, absolute.length - extension.length);
  const exact = CODE.includes(extension) ? [absolute] : [];
  const written = (WRITTEN_AS[extension] ?? []).map((other) => stem + other);
  const endings = [...CODE, ...TYPES];
  const candidates = [
    ...(sourcesFirst ? [...written, ...exact] : [...exact, ...written]),
    ...endings.map((ending) => absolute + ending),
    ...endings.map((ending) => path.join(absolute, `index${ending}`)),
  ];
  for (const candidate of candidates) {
    const real = await files.locate(candidate, 'file');
    if (real !== null) return real;
  }
  return null;
}

/** A file of types alone can't be run. */
export function isDeclarationFile(file: string): boolean {
  return /\.d\.[cm]?ts$/.test(file);
}
