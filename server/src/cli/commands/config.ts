import { configSchema } from '../../app/configuration/schema.ts';
import { configurationDocument } from '../../app/configuration/show.ts';
import { configure } from '../configure.ts';
import { print } from '../deliver.ts';
import { EXIT, type Run } from '../host.ts';
import { plain } from '../reporters/text.ts';

/** `fern config show`: every setting in force and where it comes from. */
export async function configShow(run: Run): Promise<number> {
  const document = configurationDocument(await configure(run));
  if (run.flags.format === 'json') {
    print(run, `${JSON.stringify(document, null, 2)}\n`);
    return EXIT.done;
  }
  const rows = document.settings.map(({ key, value, layer, source }) => [
    key,
    plain(typeof value === 'string' ? value : JSON.stringify(value)),
    layer === 'default' ? 'default' : plain(source),
  ]);
  const width = Math.max(...rows.map(([key]) => key.length));
  const lines = rows.map(([key, value, source]) => `${key.padEnd(width)}  ${value}  (${source})`);
  print(run, `${[`File: ${document.file ?? 'none'}`, ...lines].join('\n')}\n`);
  return EXIT.done;
}

/** `fern config validate`: every problem of the file with its line and column. @throws UsageError listing them. */
export async function configValidate(run: Run): Promise<number> {
  const resolved = await configure(run);
  const path = resolved.configuration.configPath;
  if (run.flags.format === 'json')
    print(run, `${JSON.stringify({ schema_version: 1, file: path, valid: true })}\n`);
  else
    print(
      run,
      path === null ? 'There is no fern.config.json here; `fern init` writes one.\n' : `${path} is valid.\n`,
    );
  return EXIT.done;
}

/** `fern config schema`: for editors and for `"$schema"`. */
export async function configPrintSchema(run: Run): Promise<number> {
  print(run, `${JSON.stringify(configSchema(), null, 2)}\n`);
  return EXIT.done;
}
