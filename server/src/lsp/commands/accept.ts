import { dirname, relative, sep } from 'node:path';
import { withAccepted } from '../../app/configuration/edit.ts';
import { InputError } from '../../app/workbench.ts';
import type { AcceptedLine } from '../../protocol/settings/types.ts';
import { CommandError, type Handler, objectArgument, pathArgument, projectOf } from './command.ts';

/** Accepts a difference of an open file: a line more in fern.config.json. */
export const accept: Handler = async (tools, [argument]) => {
  const { uri, rule, unit, input, reason } = objectArgument(argument);
  const path = pathArgument(uri, 'The file');
  const { configPath } = await projectOf(tools, path);
  if (configPath === null)
    throw new CommandError(
      'There is no fern.config.json to write it into; the command Set Up Fern writes one.',
    );
  const known = await tools.evaluations.settled(uri as string);
  if (known?.result.kind !== 'generated')
    throw new CommandError('Open the generated file first; Fern accepts differences of what is open.');
  if (typeof reason !== 'string' || reason.trim() === '')
    throw new CommandError('Say why the difference is accepted; every report lists the reason.');
  const { units, files } = known.result;
  const meant = units.find((each) => each.golden === unit)?.golden_file;
  const { absolute } = files.find((file) => file.path === meant) ?? files[0];
  const golden = relative(dirname(configPath), absolute).split(sep).join('/');
  const line: AcceptedLine = {
    golden,
    ...(typeof unit === 'string' ? { unit } : {}),
    ...(typeof rule === 'string' ? { rule } : {}),
    ...(typeof input === 'string' ? { input } : {}),
    reason: reason.trim(),
  };
  await write(tools, configPath, (text) => withAccepted(text, line));
  return line;
};

/** In the editor where the file is open, so that it can be taken back there; on disk otherwise. */
async function write(
  { documents, host, client, projects, evaluations }: Parameters<Handler>[0],
  path: string,
  change: (text: string) => string,
): Promise<void> {
  const uri = documents.uriOf(path);
  const open = documents.get(uri);
  if (open !== undefined) {
    const text = open.text.getText();
    const range = { start: { line: 0, character: 0 }, end: open.text.positionAt(text.length) };
    const edit = { changes: { [uri]: [{ range, newText: change(text) }] } };
    if (!(await client.edit('Accept this difference', edit)))
      throw new InputError(`${path} could not be changed in the editor.`);
    return;
  }
  const text = await host.readText(path);
  if (text === null) throw new CommandError(`${path} is gone.`);
  await host.write(path, change(text));
  await projects.changed([path]);
  evaluations.all();
}
