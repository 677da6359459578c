/** Which files of an application import which, both ways, as indices. */
export interface Relations {
  readonly imports: readonly (readonly number[])[];
  readonly importedBy: readonly (readonly number[])[];
}

const ENDINGS = ['', '.ts', '.tsx', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs'];
const INDEXES = ENDINGS.slice(1).map((ending) => `/index${ending}`);

export function findRelations(paths: readonly string[], imports: readonly (readonly string[])[]): Relations {
  const indexOf = new Map(paths.map((path, index) => [path, index]));
  const outgoing = paths.map((path, index) => {
    const found = new Set<number>();
    for (const specifier of imports[index]) {
      const target = resolve(path, specifier, indexOf);
      if (target >= 0 && target !== index) found.add(target);
    }
    return [...found].sort((a, b) => a - b);
  });
  const incoming: number[][] = paths.map(() => []);
  outgoing.forEach((targets, index) => {
    for (const target of targets) incoming[target].push(index);
  });
  return { imports: outgoing, importedBy: incoming };
}

function resolve(from: string, specifier: string, indexOf: ReadonlyMap<string, number>): number {
  const aliased = specifier.startsWith('@/') || specifier.startsWith('~/');
  const bases = aliased
    ? [specifier.slice(2), `src/${specifier.slice(2)}`]
    : [joinPath(directoryOf(from), specifier)];
  for (const base of bases) {
    const bare = base.replace(/\.([cm]?)jsx?$/, '');
    for (const stem of bare === base ? [base] : [base, bare]) {
      for (const ending of [...ENDINGS, ...INDEXES]) {
        const index = indexOf.get(stem + ending);
        if (index !== undefined) return index;
      }
    }
  }
  return -1;
}

export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

function joinPath(directory: string, relative: string): string {
  const parts = directory === '' ? [] : directory.split('/');
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
