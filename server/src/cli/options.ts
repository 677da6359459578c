import type { Setting, SettingFlag } from '../protocol/settings/types.ts';
import { SETTINGS } from '../protocol/settings.ts';
import type { Format } from './reporters/reporter.ts';

/** What `--format` takes, in the order in which help lists it. */
export const REPORT_FORMATS = [
  'table',
  'json',
  'markdown',
  'html',
  'csv',
  'sarif',
  'junit',
] as const satisfies readonly Format[];

/** One option of the command line. */
export interface Option {
  /** Without the two dashes. */
  readonly name: string;
  readonly short?: string;
  /** How help names the value; null for an option that takes none. */
  readonly argument: string | null;
  readonly says: string;
  /** Only commands that list it take it; every command takes the others. */
  readonly special: boolean;
  /** The row of the table of settings that it sets. */
  readonly setting: (typeof SETTINGS)[number] | null;
  readonly flag: SettingFlag | null;
}

const HOST_OPTIONS: readonly Option[] = [
  host('format', 'FORMAT', `How results are printed: ${REPORT_FORMATS.join(', ')}.`),
  host('json', null, 'The same as --format json.'),
  host('output', 'FILE', 'Write results to FILE instead of standard output.'),
  { ...host('html', 'FILE', 'Also write the report as a web page to FILE.'), special: true },
  { ...host('unit', 'NAME', 'Only this function, class or value of the golden.'), special: true },
  {
    ...host(
      'repro',
      'FILE',
      'Write a test for plain Node to FILE: fails on generated code, passes on golden.',
    ),
    special: true,
  },
  { ...host('name', 'NAME', 'Keep the comparison under a name.'), special: true },
  {
    ...host('baseline', 'RUN', 'Say what changed since a kept run: name, id, last, or an exported file.'),
    special: true,
  },
  {
    ...host(
      'fail-on',
      'WHAT',
      'End with exit code 1 on regression: a file or a model fell by more than the margin.',
    ),
    special: true,
  },
  { ...host('stdio', null, 'Speak over standard input and output, which is all there is.'), special: true },
  host('config', 'FILE', 'Read FILE instead of the nearest fern.config.json.'),
  host('no-color', null, 'Print without colours.'),
  { ...host('help', null, 'Show help, also for one command.'), short: 'h' },
  host('version', null, 'Show the version.'),
];

/** Every option, those of the settings first. */
export const OPTIONS: readonly Option[] = [
  ...SETTINGS.flatMap((setting) => setting.flags.map((flag) => fromSetting(setting, flag))),
  ...HOST_OPTIONS,
];

function host(name: string, argument: string | null, says: string): Option {
  return { name, argument, says, special: false, setting: null, flag: null };
}

function fromSetting(setting: (typeof SETTINGS)[number], flag: SettingFlag): Option {
  const { name, argument, special = false } = flag;
  return { name, argument, says: flag.says ?? describe(setting), special, setting, flag };
}

function describe(setting: Setting): string {
  return setting.defaultText === undefined || setting.defaultText.includes('`')
    ? setting.description
    : `${setting.description} Default: ${setting.defaultText}.`;
}
