import { relative, resolve, sep } from 'node:path';
import { type Proposal, proposeConfiguration, renderConfig } from '../../app/configuration/propose.ts';
import { EXIT, type Run, UsageError } from '../host.ts';
import { plain } from '../reporters/text.ts';
import { targetConfig } from './config.ts';

/** `fern init`: finds golden and generated folders and writes fern.config.json. Never overwrites one. */
export async function init(run: Run): Promise<number> {
  const { host, flags } = run;
  const { path, exists } = await targetConfig(run);
  if (exists) throw new UsageError(`${path} is there already; edit it, or remove it first.`);
  const proposal = named(run) ?? proposeConfiguration(host.files.list(host.cwd));
  if (proposal === null) {
    throw new UsageError(
      'Fern finds no folders that look like golden and generated code; say which: fern init --golden DIR --model NAME=DIR',
    );
  }
  host.files.write(path, renderConfig(proposal));
  if (!flags.quiet) {
    host.out(`Wrote ${plain(path)}\n  golden  ${plain(proposal.golden)}\n`);
    for (const model of proposal.models) host.out(`  model   ${plain(model.name)}: ${plain(model.folder)}\n`);
    host.out('Next: fern compare\n');
  }
  return EXIT.done;
}

function named({ host, flags }: Run): Proposal | null {
  const { golden, models } = flags.settings;
  if (golden === undefined && models === undefined) return null;
  if (typeof golden !== 'string' || !(models instanceof Map)) {
    throw new UsageError('fern init needs both --golden DIR and --model NAME=DIR, or neither.');
  }
  const folder = (text: string): string => {
    const path = resolve(host.cwd, text);
    if (host.files.kind(path) !== 'folder') throw new UsageError(`${text}: there is no such folder.`);
    return relative(host.cwd, path).split(sep).join('/') || '.';
  };
  return {
    golden: folder(golden),
    models: [...models].map(([name, path]) => ({ name: String(name), folder: folder(String(path)) })),
  };
}
