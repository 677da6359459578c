/** A first configuration; folders are relative, with `/`. */
export interface Proposal {
  readonly golden: string;
  readonly models: readonly { readonly name: string; readonly folder: string }[];
}

/** In the order of preference. */
const GOLDEN_NAMES = [
  'golden',
  'gold',
  'expert',
  'reference',
  'references',
  'expected',
  'baseline',
  'solution',
  'solutions',
];
const CONTAINER_NAMES = [
  'generated',
  'models',
  'outputs',
  'output',
  'candidates',
  'predictions',
  'completions',
  'results',
  'submissions',
];
const SOURCE_FILE = /\.(?:[mc]?[jt]s|[jt]sx)$/i;
const IGNORED = /(?:^|\/)(?:node_modules|dist|coverage|\.[^/]*)\//;
/** The share of a folder's file names that the golden has too, from which it looks like the same application. */
const ALIKE = 0.3;

/**
 * Guesses which folder is golden and which hold what models generated, from the names of folders and files
 * alone: `golden/` beside `generated/model-a/`, `outputs/…`, or beside folders with files of the same names.
 *
 * @param files paths relative to the project, with `/`.
 * @returns null when there is no good guess.
 */
export function proposeConfiguration(files: readonly string[]): Proposal | null {
  const sources = files.filter((file) => SOURCE_FILE.test(file) && !IGNORED.test(file));
  const folders = foldersOf(sources);
  const goldens = ranked(folders, GOLDEN_NAMES);
  for (const golden of goldens) {
    const models = modelsIn(sources, folders, golden);
    if (models.length > 0) {
      return { golden, models };
    }
  }
  return null;
}

function modelsIn(
  sources: readonly string[],
  folders: readonly string[],
  golden: string,
): Proposal['models'] {
  const apart = folders.filter((folder) => !isWithin(folder, golden) && !isWithin(golden, folder));
  const near = (folder: string): number => (parentOf(folder) === parentOf(golden) ? 0 : 1);
  const containers = ranked(apart, CONTAINER_NAMES).sort((a, b) => near(a) - near(b));
  const container = containers[0];
  if (container === undefined) {
    const siblings = apart.filter((folder) => near(folder) === 0);
    return named(siblings.filter((folder) => alike(sources, golden, folder)));
  }
  const children = apart.filter((folder) => parentOf(folder) === container);
  const ownNames = new Set(folders.filter((folder) => parentOf(folder) === golden).map(lastOf));
  // Files of its own, or the golden's own folders again: the container is itself one model's application.
  const single =
    sources.some((file) => parentOf(file) === container) ||
    children.some((child) => ownNames.has(lastOf(child)));
  return named(single ? [container] : children);
}

function named(folders: readonly string[]): Proposal['models'] {
  const order = new Intl.Collator('en', { numeric: true });
  return folders
    .map((folder) => ({ name: lastOf(folder), folder }))
    .sort((a, b) => order.compare(a.name, b.name) || (a.name < b.name ? -1 : 1));
}

/** Every folder with a source file somewhere in it, shallow ones first, then by name. */
function foldersOf(files: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const file of files) {
    for (let folder = parentOf(file); folder !== '' && !folders.has(folder); folder = parentOf(folder)) {
      folders.add(folder);
    }
  }
  return [...folders].sort((a, b) => depthOf(a) - depthOf(b) || (a < b ? -1 : 1));
}

/** The folders with one of the names, shallow ones first, then by the order of the names. */
function ranked(folders: readonly string[], names: readonly string[]): string[] {
  const rank = (folder: string): number => names.indexOf(lastOf(folder).toLowerCase());
  return folders
    .filter((folder) => rank(folder) >= 0)
    .sort((a, b) => depthOf(a) - depthOf(b) || rank(a) - rank(b));
}

function alike(files: readonly string[], golden: string, folder: string): boolean {
  const namesUnder = (root: string): Set<string> =>
    new Set(files.filter((file) => isWithin(file, root)).map((file) => lastOf(file).toLowerCase()));
  const wanted = namesUnder(golden);
  const shared = [...namesUnder(folder)].filter((name) => wanted.has(name)).length;
  return shared / wanted.size >= ALIKE;
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function depthOf(path: string): number {
  return path.split('/').length;
}

/** The text of a new fern.config.json, with comments that say what else there is. */
export function renderConfig(proposal: Proposal): string {
  const models = proposal.models.map(
    ({ name, folder }) => `    ${JSON.stringify(name)}: ${JSON.stringify(folder)},`,
  );
  return `{
  // The folder with the golden, expert-written code, relative to this file.
  "golden": ${JSON.stringify(proposal.golden)},

  // What each model generated for the same job.
  "models": {
${models.join('\n')}
  },

  // How much each dimension counts: "default", "quality-focused" or numbers:
  // { "functional": 3, "semantic": 3, "style": 1 }
  "weights": "default",

  // Files that are compared can be chosen with "include" and "exclude", kinds of
  // files reported apart with "categories", counterparts set by hand with "pairs".
}
`;
}
