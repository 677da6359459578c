import { join, relative, sep } from 'node:path';
import { CONFIG_FILE } from '../../app/configuration/find.ts';
import { proposeConfiguration, renderConfig } from '../../app/configuration/propose.ts';
import type { SetUpAnswer } from '../../protocol/editor.ts';
import type { Session } from '../session.ts';
import { CommandError, type Handler, insideWorkspace, pathArgument } from './command.ts';

/** More files than are needed to guess. */
const MOST_FILES = 20_000;

/** What Fern would write, without writing it. */
export const proposeSetUp: Handler = async (tools, [folder]) =>
  propose(tools, insideWorkspace(tools, pathArgument(folder, 'The folder')));

/** Finds golden and generated folders and writes fern.config.json. Never overwrites one. */
export const setUp: Handler = async (tools, [folder]): Promise<SetUpAnswer> => {
  const { host, projects, evaluations, client } = tools;
  const root = insideWorkspace(tools, pathArgument(folder, 'The folder'));
  const path = join(root, CONFIG_FILE);
  if ((await host.readText(path)) !== null)
    throw new CommandError(`${path} is there already; edit it, or remove it first.`);
  const proposal = await propose(tools, root);
  await host.write(path, renderConfig(proposal));
  await projects.changed([path]);
  evaluations.all();
  client.changed();
  return { ...proposal, config: tools.documents.uriOf(path) };
};

async function propose({ host }: Session, root: string): Promise<SetUpAnswer> {
  const files = await host.find(root, '**/*.{ts,tsx,js,jsx,mts,cts,mjs,cjs}', MOST_FILES);
  const proposal = proposeConfiguration(files.map((file) => relative(root, file).split(sep).join('/')));
  if (proposal === null) {
    throw new CommandError(
      'Fern finds no folders that look like golden and generated code. Name them golden and generated/MODEL, or write fern.config.json by hand.',
    );
  }
  return { ...proposal, config: null };
}
