import { dirname, relative, resolve, sep } from 'node:path';
import { type Proposal, proposeConfiguration, renderConfig } from '../../app/configuration/propose.ts';
import { print } from '../deliver.ts';
import { EXIT, type Run, UsageError } from '../host.ts';
import { plain } from '../reporters/text.ts';

/** `fern init`: finds golden and generated folders and writes fern.config.json. Never overwrites one. */
export async function init(run: Run): Promise<number> {
  const { host, flags } = run;
  const path = resolve(host.cwd, flags.config ?? 'fern.config.json');
  if (host.files.kind(path) !== null)
    throw new UsageError(`${path} is there already; edit it, or remove it first.`);
  const found = named(run) ?? proposeConfiguration(host.files.list(host.cwd));
  if (found === null) {
    throw new UsageError(
      'Fern finds no folders that look like golden and generated code; say which: fern init --golden DIR --model NAME=DIR',
    );
  }
  const proposal = seenFrom(dirname(path), host.cwd, found);
  try {
    host.files.write(path, renderConfig(proposal));
  } catch (error) {
    throw new UsageError(`${path} can't be written: ${(error as Error).message}`);
  }
  print(run, flags.format === 'json' ? document(path, proposal) : summary(path, proposal, flags.quiet));
  return EXIT.done;
}

function document(path: string, { golden, models }: Proposal): string {
  const folders = Object.fromEntries(models.map(({ name, folder }) => [name, folder]));
  return `${JSON.stringify({ schema_version: 1, file: path, golden, models: folders }, null, 2)}\n`;
}

function summary(path: string, { golden, models }: Proposal, quiet: boolean): string {
  if (quiet) return '';
  const rows = models.map((model) => `  model   ${plain(model.name)}: ${plain(model.folder)}`);
  return `${[`Wrote ${plain(path)}`, `  golden  ${plain(golden)}`, ...rows, 'Next: fern compare'].join('\n')}\n`;
}

/** What the command line names; folders relative to the working directory. */
function named({ host, flags }: Run): Proposal | null {
  const { golden, models } = flags.settings;
  if (golden === undefined && models === undefined) return null;
  if (typeof golden !== 'string' || !(models instanceof Map)) {
    throw new UsageError('fern init needs both --golden DIR and --model NAME=DIR, or neither.');
  }
  const folder = (text: string): string => {
    if (host.files.kind(resolve(host.cwd, text)) !== 'folder')
      throw new UsageError(`${text}: there is no such folder.`);
    return text;
  };
  return {
    golden: folder(golden),
    models: [...models].map(([name, path]) => ({ name: String(name), folder: folder(String(path)) })),
  };
}

/** The configuration's folders are relative to its file. */
function seenFrom(base: string, cwd: string, { golden, models }: Proposal): Proposal {
  const shown = (folder: string): string => relative(base, resolve(cwd, folder)).split(sep).join('/') || '.';
  return {
    golden: shown(golden),
    models: models.map(({ name, folder }) => ({ name, folder: shown(folder) })),
  };
}
