import { resolve } from 'node:path';
import { findConfig } from '../app/configuration/find.ts';
import { type Resolved, resolveConfiguration } from '../app/configuration/resolve.ts';
import { withSamples } from '../app/configuration/samples.ts';
import { withSecretFiles } from '../app/configuration/secretFiles.ts';
import { type Run, UsageError } from './host.ts';
import { plain } from './reporters/text.ts';

/** The configuration of a run: flags, environment, file, defaults. @throws UsageError naming every problem. */
export async function configure({ host, flags }: Run): Promise<Resolved> {
  const found = await findConfig({ cwd: host.cwd, named: flags.config, machine: host.machine }, host.files);
  if (!found.ok) throw new UsageError(found.message);
  const secrets = await withSecretFiles(host.env, (path) => host.files.readText(resolve(host.cwd, path)));
  if (!secrets.ok) throw new UsageError(secrets.message);
  const resolved = resolveConfiguration({
    flags: flags.settings,
    env: secrets.env,
    cwd: host.cwd,
    machine: host.machine,
    ...(found.configText === undefined ? {} : { configText: found.configText, configPath: found.configPath }),
  });
  if (!resolved.ok) throw new UsageError(...resolved.problems.map((problem) => problem.message));
  if (!flags.quiet) for (const warning of resolved.warnings) host.err(`fern: ${plain(warning)}\n`);
  const { platform } = host.machine;
  return {
    ...resolved,
    configuration: withSamples(resolved.configuration, { platform }, host.files.contentOf),
  };
}
