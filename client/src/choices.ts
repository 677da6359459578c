/** A folder that is open in the window. */
export interface OpenFolder {
  readonly name: string;
  readonly path: string;
}

/** A configuration that can be compared, as a quick pick shows it. */
export interface Choice {
  readonly label: string;
  readonly description: string;
  /** Full path of the fern.config.json. */
  readonly config: string;
  /** Where the command line runs: the configuration's own folder. */
  readonly folder: string;
}

/**
 * What there is to compare, nearest to the top of the workspace first.
 * @param configs full paths of fern.config.json files, in any order
 * @param folders the workspace's folders
 */
export function choicesOf(configs: readonly string[], folders: readonly OpenFolder[]): Choice[] {
  return [...new Set(configs)]
    .map((config) => choiceOf(config, folders))
    .sort((a, b) => depth(a) - depth(b) || compare(a.description, b.description));
}

function choiceOf(config: string, folders: readonly OpenFolder[]): Choice {
  const folder = config.replace(/[\\/][^\\/]*$/, '') || '/';
  // Of folders inside of one another the innermost says it shortest.
  const home = folders
    .filter(({ path }) => folder === path || folder.startsWith(withSeparator(path)))
    .sort((a, b) => b.path.length - a.path.length)[0];
  if (home === undefined) return { label: nameOf(folder), description: folder, config, folder };
  const inside = folder.slice(withSeparator(home.path).length).replaceAll('\\', '/');
  return {
    label: inside === '' ? home.name : nameOf(folder),
    description: inside === '' ? home.name : `${home.name}/${inside}`,
    config,
    folder,
  };
}

function withSeparator(path: string): string {
  return /[\\/]$/.test(path) ? path : path + (path.includes('\\') ? '\\' : '/');
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) || path;
}

function depth({ description }: Choice): number {
  return description.split('/').length;
}

/** By code units: the same order on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
