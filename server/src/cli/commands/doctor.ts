import { configure } from '../configure.ts';
import { print } from '../deliver.ts';
import { EXIT, type Run } from '../host.ts';
import { plain } from '../reporters/text.ts';

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly says: string;
}

/** `fern doctor`: is everything there that Fern needs, and does it work? Exit code 1 when not. */
export async function doctor(run: Run): Promise<number> {
  const checks: Check[] = [];
  const check = async (name: string, work: () => Promise<string> | string): Promise<void> => {
    try {
      checks.push({ name, ok: true, says: plain(await work()) });
    } catch (error) {
      checks.push({ name, ok: false, says: plain((error as Error).message) });
    }
  };
  const { host, flags } = run;
  await check('Fern', () => host.version);
  await check('Node.js', () => {
    if (Number(process.versions.node.split('.')[0]) < 20)
      throw new Error(`${process.version} is too old; install Node.js 20 or newer`);
    return `${process.version} on ${process.platform}/${process.arch}, ${host.machine.cores} cores`;
  });
  await check('Configuration', async () => {
    const { configuration } = await configure({ ...run, flags: { ...flags, quiet: true } });
    return configuration.configPath ?? 'no fern.config.json; `fern init` writes one';
  });
  await check('Cache', async () => {
    const { configuration } = await configure({ ...run, flags: { ...flags, quiet: true } });
    let warning = '';
    const cache = host.openCache(configuration, (message) => {
      warning = message;
    });
    const { folder, entries, onDisk } = cache.stats();
    cache.close();
    if (!onDisk) throw new Error(warning || `${folder} can't be used`);
    return `${folder}, ${entries} entries`;
  });
  await check('Embedding model', async () => {
    const { configuration } = await configure({ ...run, flags: { ...flags, quiet: true } });
    const { name, folder, milliseconds } = await host.tryModel(configuration);
    return `${name} in ${folder}, loaded and run in ${Math.round(milliseconds)} ms`;
  });
  await check('Report page', () => `${Math.round(host.reportAssets().script.length / 1024)} KB`);
  const ok = checks.every((entry) => entry.ok);
  if (flags.format === 'json') print(run, `${JSON.stringify({ schema_version: 1, ok, checks }, null, 2)}\n`);
  else {
    const width = Math.max(...checks.map((entry) => entry.name.length));
    const lines = checks.map((entry) => `${entry.ok ? '✓' : '✗'} ${entry.name.padEnd(width)}  ${entry.says}`);
    print(run, `${lines.join('\n')}\n${ok ? 'All is well.' : 'Something needs mending, see above.'}\n`);
  }
  return ok ? EXIT.done : EXIT.gate;
}
