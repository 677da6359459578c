import { REPORT_FORMATS } from './options.ts';
import type { Format } from './reporters/reporter.ts';

export interface Argument {
  readonly name: string;
  readonly says: string;
}

export interface Example {
  readonly line: string;
  readonly says: string;
}

/** A command as help and the parser know it. */
export interface Command {
  /** One or two words. */
  readonly name: string;
  readonly arguments: readonly Argument[];
  /** One sentence. */
  readonly summary: string;
  readonly formats: readonly Format[];
  /** The options that matter to it, for its help; the special ones only it takes. */
  readonly options: readonly string[];
  readonly examples: readonly [Example, Example];
}

const SCORING = ['weights', 'fail-under', 'behaviour', 'no-behaviour', 'workers', 'cache-dir', 'no-cache'];
/** A service has no gate. */
const SERVICE_SCORING = SCORING.filter((name) => name !== 'fail-under');
const REPORTING = ['format', 'json', 'output'];
const PLAIN_FORMATS: readonly Format[] = ['table', 'json'];

const RUN: Argument = { name: 'RUN', says: 'Its name, the beginning of its id, or last.' };

/** The commands, in the order in which help lists them. */
export const COMMANDS = [
  {
    name: 'evaluate',
    arguments: [
      { name: 'GOLDEN', says: 'The golden file or folder.' },
      { name: 'GENERATED', says: 'The generated file or folder.' },
    ],
    summary: 'Score generated code against golden code: two files, or two folders.',
    formats: REPORT_FORMATS,
    options: [...REPORTING, 'html', 'config', ...SCORING],
    examples: [
      { line: 'fern evaluate golden/cart.ts generated/cart.ts', says: 'How close is this file?' },
      { line: 'fern evaluate golden generated --fail-under 0.8', says: 'A gate for a whole application.' },
    ],
  },
  {
    name: 'compare',
    arguments: [],
    summary: 'Compare models and rank them; without options, those of fern.config.json.',
    formats: REPORT_FORMATS,
    options: [
      'golden',
      'model',
      'server',
      ...REPORTING,
      'html',
      'config',
      ...SCORING,
      'margin',
      'name',
      'baseline',
      'fail-on',
    ],
    examples: [
      {
        line: 'fern compare --golden golden --model a=out/a --model b=out/b',
        says: 'Which of two models is ahead?',
      },
      {
        line: 'fern compare --html leaderboard.html',
        says: 'The models of fern.config.json, and a web page.',
      },
    ],
  },
  {
    name: 'explain',
    arguments: [
      { name: 'GOLDEN', says: 'The golden file or folder.' },
      { name: 'GENERATED', says: 'The generated file or folder.' },
    ],
    summary: 'Run both sides in the sandbox and show on which inputs they differ, and how.',
    formats: PLAIN_FORMATS,
    options: ['unit', 'repro', ...REPORTING, 'config', 'workers', 'cache-dir', 'no-cache'],
    examples: [
      {
        line: 'fern explain golden/text.ts generated/text.ts --unit slugify',
        says: 'Inputs, both outcomes, the witness.',
      },
      {
        line: 'fern explain golden generated --repro differs.test.cjs',
        says: 'A test that fails on the generated code.',
      },
    ],
  },
  {
    name: 'verdict',
    arguments: [
      { name: 'FILE', says: 'Results as CSV, JSON lines, of promptfoo or of Inspect; or a folder of them.' },
    ],
    summary: 'Judge models by results of any tool: is the lead more than luck?',
    formats: ['table', 'json', 'markdown'],
    options: [...REPORTING, 'config', 'margin'],
    examples: [
      { line: 'fern verdict results.csv', says: 'Columns: task, model, score (or pass).' },
      { line: 'fern verdict logs --format markdown', says: 'Logs of Inspect, for a pull request.' },
    ],
  },
  {
    name: 'match',
    arguments: [
      { name: 'GOLDEN_DIR', says: 'The golden folder.' },
      { name: 'GENERATED_DIR', says: 'The generated folder.' },
    ],
    summary: 'Show which file and function goes with which, and why.',
    formats: ['table', 'json', 'markdown', 'csv'],
    options: [...REPORTING, 'config', 'workers', 'cache-dir', 'no-cache'],
    examples: [
      { line: 'fern match golden generated/model-a', says: 'The pairs with their reasons.' },
      { line: 'fern match golden generated/model-a --json', says: 'The same for scripts.' },
    ],
  },
  {
    name: 'history list',
    arguments: [],
    summary: 'List the comparisons that are kept, newest first.',
    formats: PLAIN_FORMATS,
    options: [...REPORTING, 'config', 'cache-dir'],
    examples: [
      { line: 'fern history list', says: 'Every fern compare keeps one.' },
      { line: 'fern history list --json', says: 'For scripts.' },
    ],
  },
  {
    name: 'history show',
    arguments: [RUN],
    summary: 'Show a kept comparison.',
    formats: REPORT_FORMATS,
    options: [...REPORTING, 'html', 'config', 'cache-dir'],
    examples: [
      { line: 'fern history show last', says: 'The newest.' },
      { line: 'fern history show spring --format markdown', says: 'One that was named.' },
    ],
  },
  {
    name: 'history diff',
    arguments: [
      { name: 'BEFORE', says: 'The earlier run: name, beginning of its id, or last.' },
      { name: 'AFTER', says: 'The later run.' },
    ],
    summary: 'Show what changed from one kept comparison to another.',
    formats: PLAIN_FORMATS,
    options: [...REPORTING, 'config', 'cache-dir'],
    examples: [
      { line: 'fern history diff spring last', says: 'Since the run named spring.' },
      { line: 'fern history diff 3f2a 9c41 --json', says: 'By the beginning of their ids.' },
    ],
  },
  {
    name: 'history delete',
    arguments: [RUN],
    summary: 'Delete a kept comparison.',
    formats: ['table'],
    options: ['config', 'cache-dir'],
    examples: [
      { line: 'fern history delete spring', says: 'One that was named.' },
      { line: 'fern history delete last --quiet', says: 'In a script.' },
    ],
  },
  {
    name: 'history export',
    arguments: [RUN, { name: 'FILE', says: 'The file to write.' }],
    summary: 'Write a kept comparison to a file, for another machine.',
    formats: ['table'],
    options: ['config', 'cache-dir'],
    examples: [
      { line: 'fern history export last baseline.json', says: 'A baseline to commit.' },
      { line: 'fern history export spring spring.json', says: 'One that was named.' },
    ],
  },
  {
    name: 'history import',
    arguments: [{ name: 'FILE', says: 'A file that history export wrote.' }],
    summary: 'Keep a comparison that was exported.',
    formats: ['table'],
    options: ['config', 'cache-dir'],
    examples: [
      { line: 'fern history import spring.json', says: 'From another machine.' },
      { line: 'fern history import spring.json --quiet', says: 'In a script.' },
    ],
  },
  {
    name: 'cache stats',
    arguments: [],
    summary: 'Show where the cache is, how large it is and how often it helped.',
    formats: PLAIN_FORMATS,
    options: [...REPORTING, 'config', 'cache-dir'],
    examples: [
      { line: 'fern cache stats', says: 'Size and hit rate.' },
      { line: 'fern cache stats --cache-dir /tmp/fern', says: 'Those of another folder.' },
    ],
  },
  {
    name: 'cache clear',
    arguments: [],
    summary: 'Empty the cache.',
    formats: PLAIN_FORMATS,
    options: ['config', 'cache-dir'],
    examples: [
      { line: 'fern cache clear', says: 'Everything is computed anew next time.' },
      { line: 'fern cache clear --quiet', says: 'In a script.' },
    ],
  },
  {
    name: 'config show',
    arguments: [],
    summary: 'Show every setting in force and where its value comes from.',
    formats: PLAIN_FORMATS,
    options: [...REPORTING, 'config', ...SCORING],
    examples: [
      { line: 'fern config show', says: 'Which value wins, and why?' },
      { line: 'ENVIRONMENT=production fern config show', says: 'The settings of one environment.' },
    ],
  },
  {
    name: 'config validate',
    arguments: [],
    summary: 'Check fern.config.json; every problem with its line and column.',
    formats: PLAIN_FORMATS,
    options: [...REPORTING, 'config'],
    examples: [
      { line: 'fern config validate', says: 'The nearest fern.config.json.' },
      { line: 'fern config validate --config ci/fern.config.json', says: 'Another file.' },
    ],
  },
  {
    name: 'config schema',
    arguments: [],
    summary: 'Print the JSON schema of fern.config.json, for editors.',
    formats: ['json'],
    options: ['output'],
    examples: [
      { line: 'fern config schema', says: 'To standard output.' },
      { line: 'fern config schema --output fern.schema.json', says: 'To a file that "$schema" can name.' },
    ],
  },
  {
    name: 'init',
    arguments: [],
    summary: 'Find the golden and the generated folders and write fern.config.json.',
    formats: PLAIN_FORMATS,
    options: ['golden', 'model', 'config'],
    examples: [
      { line: 'fern init', says: 'Guess the folders from their names.' },
      { line: 'fern init --golden src --model a=out/a', says: 'Say which they are.' },
    ],
  },
  {
    name: 'lsp',
    arguments: [],
    summary: 'Serve an editor: the language server.',
    formats: ['table'],
    options: ['stdio'],
    examples: [
      { line: 'fern lsp --stdio', says: 'What an editor is told to start.' },
      { line: 'ENVIRONMENT=staging fern lsp --stdio', says: 'With the settings of one environment.' },
    ],
  },
  {
    name: 'serve',
    arguments: [],
    summary: 'Serve HTTP: POST /evaluate and /compare-models; GET /openapi.json describes them.',
    formats: ['table'],
    options: ['host', 'port', 'root', 'data', 'no-jobs', 'config', ...SERVICE_SCORING],
    examples: [
      { line: 'fern serve', says: 'On 127.0.0.1:8000, for files below this folder.' },
      {
        line: 'fern serve --host 0.0.0.0 --root /srv/code',
        says: 'For others, who show the key of API_KEY.',
      },
    ],
  },
  {
    name: 'worker',
    arguments: [],
    summary: 'Do the jobs of fern serve, on this machine or any other: the database is DB_URL.',
    formats: ['table'],
    options: ['root', 'config', ...SERVICE_SCORING],
    examples: [
      { line: 'fern worker --root /srv/code', says: 'As many of them as there is work for.' },
      { line: 'fern worker --workers 2', says: 'Two jobs at a time.' },
    ],
  },
  {
    name: 'backup',
    arguments: [{ name: 'FILE', says: 'The file to write.' }],
    summary: 'Save the embedded database of fern serve, which may go on meanwhile.',
    formats: ['table'],
    options: ['root', 'data', 'config'],
    examples: [
      { line: 'fern backup fern-data.tar.gz', says: 'All jobs and comparisons in one file.' },
      { line: 'fern backup monday.tar.gz --data /var/lib/fern', says: 'Of another folder.' },
    ],
  },
  {
    name: 'restore',
    arguments: [{ name: 'FILE', says: 'A file that fern backup wrote.' }],
    summary: 'Make the embedded database of fern serve from a saved one; only where there is none.',
    formats: ['table'],
    options: ['root', 'data', 'config'],
    examples: [
      { line: 'fern restore fern-data.tar.gz', says: 'Where fern serve will look for it.' },
      { line: 'fern restore monday.tar.gz --data /var/lib/fern', says: 'In another folder.' },
    ],
  },
  {
    name: 'doctor',
    arguments: [],
    summary: 'Check that everything Fern needs is there and works.',
    formats: PLAIN_FORMATS,
    options: [...REPORTING, 'config', 'cache-dir'],
    examples: [
      { line: 'fern doctor', says: 'When something is odd.' },
      { line: 'fern doctor --json', says: 'For a report of a fault.' },
    ],
  },
] as const satisfies readonly Command[];

export type CommandName = (typeof COMMANDS)[number]['name'];

/** A command or the first word of some: `cache`. */
export type CommandGroup = CommandName extends infer Name
  ? Name extends `${infer First} ${string}`
    ? First
    : Name
  : never;

/** The commands whose first word it is. */
export function commandsOf(group: string): readonly (Command & { readonly name: CommandName })[] {
  return COMMANDS.filter(({ name }) => name === group || name.startsWith(`${group} `));
}
