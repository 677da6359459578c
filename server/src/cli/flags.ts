import { nearest } from '../app/configuration/nearest.ts';
import { checkLabelled, readText } from '../app/configuration/text.ts';
import { fromPlain } from '../app/configuration/tree.ts';
import type { SettingValues } from '../protocol/settings.ts';
import { COMMANDS, type Command } from './commandTable.ts';
import { type Option, REPORT_FORMATS } from './options.ts';
import type { Format } from './reporters/reporter.ts';

/** What the options say. */
export interface Flags {
  /** Checked values of settings, for `resolveConfiguration`. */
  readonly settings: Partial<SettingValues>;
  readonly format: Format;
  readonly output: string | null;
  /** Where to write the web page besides. */
  readonly html: string | null;
  /** The one unit that is wanted. */
  readonly unit: string | null;
  /** Where to write a test that shows the differences. */
  readonly repro: string | null;
  /** Under which name the comparison is kept. */
  readonly name: string | null;
  /** The run to hold it against. */
  readonly baseline: string | null;
  /** What makes it a failure. */
  readonly failOn: 'regression' | null;
  readonly config: string | null;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
}

/** One line: what is wrong and how to mend it. */
export interface Failure {
  readonly ok: false;
  readonly message: string;
}

/** The options as they were given, with their values; an empty text for those that take none. */
export type Given = ReadonlyMap<Option, readonly string[]>;

/** Wrong usage. */
export function fail(message: string): Failure {
  return { ok: false, message };
}

/** What the options of a command say, or the first thing that is wrong with them. */
export function readFlags(command: Command, given: Given): Flags | Failure {
  const settings: Record<string, unknown> = {};
  const values = new Map<string, string>();
  for (const [option, texts] of given) {
    if (option.special && !command.options.includes(option.name)) {
      const owners = COMMANDS.filter(({ options }: Command) => options.includes(option.name));
      const names = owners.map(({ name }) => `fern ${name}`).join(', ');
      return fail(`fern ${command.name} does not take --${option.name}; it belongs to ${names}`);
    }
    const last = texts.at(-1) ?? '';
    values.set(option.name, last);
    if (option.setting !== null) {
      const read = readSetting(option, texts, last);
      if (!read.ok) {
        return fail(read.message);
      }
      settings[option.setting.key] = read.value;
    }
  }
  const format = readFormat(command, values);
  if (typeof format !== 'string') {
    return format;
  }
  if (values.has('quiet') && values.has('verbose')) {
    return fail('--quiet and --verbose contradict each other; give one of them');
  }
  const output = values.get('output') ?? null;
  const html = values.get('html') ?? null;
  if (output !== null && output === html) {
    return fail(`--output and --html name the same file, ${clean(output)}; give each its own`);
  }
  const failOn = values.get('fail-on') ?? null;
  if (failOn !== null && failOn !== 'regression') {
    return fail(`--fail-on knows regression, not "${clean(failOn)}"`);
  }
  if (failOn !== null && !values.has('baseline')) {
    return fail('--fail-on regression needs --baseline RUN, to say since when');
  }
  return {
    settings: settings as Partial<SettingValues>,
    format,
    output,
    html,
    unit: values.get('unit') ?? null,
    repro: values.get('repro') ?? null,
    name: values.get('name') ?? null,
    baseline: values.get('baseline') ?? null,
    failOn,
    config: values.get('config') ?? null,
    quiet: values.has('quiet'),
    verbose: values.has('verbose'),
    color: !values.has('no-color'),
  };
}

type Read = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

function readSetting({ name, setting, flag }: Option, texts: readonly string[], last: string): Read {
  if (setting === null || flag === null || flag.value !== undefined) {
    return { ok: true, value: flag?.value };
  }
  if (flag.repeated && setting.type.kind === 'paths') {
    return readPairs(name, texts);
  }
  const read =
    texts.length > 1 && flag.repeated
      ? checkLabelled(setting, fromPlain(texts.map((text) => text.trim())), `--${name}`)
      : readText(setting, last, `--${name}`);
  return read.ok ? read : { ok: false, message: clean(read.messages[0] ?? '') };
}

/**
 * `NAME=DIR`, several times; only the first `=` counts. A name that is given again names further samples: `NAME/1`,
 * `NAME/2`, ….
 */
function readPairs(option: string, texts: readonly string[]): Read {
  const folders = new Map<string, string[]>();
  for (const text of texts) {
    const equals = text.indexOf('=');
    const name = text.slice(0, Math.max(equals, 0)).trim();
    const folder = text.slice(equals + 1);
    if (equals < 0 || name === '' || folder.trim() === '') {
      return {
        ok: false,
        message: `--${option} needs a name and a folder, like --${option} model-a=generated/model-a, not "${clean(text)}"`,
      };
    }
    folders.set(name, [...(folders.get(name) ?? []), folder]);
  }
  const pairs = [...folders].flatMap(([name, [first, ...more]]) =>
    more.length === 0
      ? [[name, first] as const]
      : [first, ...more].map((folder, index) => [`${name}/${index + 1}`, folder] as const),
  );
  return { ok: true, value: new Map(pairs) };
}

function readFormat(command: Command, values: ReadonlyMap<string, string>): Format | Failure {
  const written = values.get('format');
  const wanted = written ?? (values.has('json') ? 'json' : command.formats[0]);
  const format = REPORT_FORMATS.find((one) => one === wanted);
  if (written !== undefined && written !== 'json' && values.has('json')) {
    return fail(`--json and --format ${clean(written)} contradict each other; give one of them`);
  }
  if (format === undefined) {
    const close = nearest(written ?? '', REPORT_FORMATS);
    const ways = close === null ? `choose one of ${command.formats.join(', ')}` : `did you mean ${close}?`;
    return fail(`--format knows no "${clean(written ?? '')}"; ${ways}`);
  }
  if (!command.formats.includes(format)) {
    return fail(`fern ${command.name} can't print ${format}; choose one of ${command.formats.join(', ')}`);
  }
  return format;
}

/** What was typed, on one line and not too long. */
export function clean(text: string): string {
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ');
  return line.length <= 300 ? line : `${line.slice(0, 299)}…`;
}
