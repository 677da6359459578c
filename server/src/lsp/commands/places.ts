import { join } from 'node:path';
import type { CounterpartAnswer, DiffArguments, ExplanationAnswer } from '../../protocol/editor.ts';
import type { Found } from '../projects/snapshot.ts';
import { fileMarkdown, unitMarkdown } from '../view/explanation.ts';
import { fileTitle, unitTitle } from '../view/words.ts';
import {
  CommandError,
  type Handler,
  insideWorkspace,
  objectArgument,
  pathArgument,
  projectOf,
} from './command.ts';

/** The golden file of a generated one, and the generated files of all models. */
export const counterpart: Handler = async (tools, [uri]): Promise<CounterpartAnswer> => {
  const path = pathArgument(uri, 'The file');
  const project = await projectOf(tools, path);
  const place = project.placeOf(path);
  if (place === null)
    throw new CommandError('The configuration says of this file neither golden nor generated.');
  const snapshot = project.snapshot();
  const golden = await snapshot.golden();
  const row =
    place.role === 'golden'
      ? golden.files.findIndex(({ absolute }) => absolute === path)
      : rowOf(await snapshot.pairsOf(place.model, path));
  if (row < 0) throw new CommandError('Fern does not score this file.');
  const generated: { model: string; uri: string }[] = [];
  for (const { name } of project.configuration.models) {
    const { application, matching } = await snapshot.model(name);
    const pair = matching.pairs.find((each) => each.golden === row);
    if (pair !== undefined)
      generated.push({
        model: name,
        uri: tools.documents.uriOf(application.files[pair.generated[0]].absolute),
      });
  }
  return { golden: tools.documents.uriOf(golden.files[row].absolute), generated };
};

function rowOf(found: Found): number {
  if ('reason' in found) throw new CommandError(`This file has no golden counterpart: ${found.reason}.`);
  return found.pairs[0].golden;
}

/** Why a file or a unit of it scores as it does. */
export const explain: Handler = async (tools, [uri, unit]): Promise<ExplanationAnswer> => {
  const path = pathArgument(uri, 'The file');
  const known = await tools.evaluations.settled(uri as string);
  if (known === undefined) throw new CommandError('Open the file first; Fern explains what is open.');
  const { result } = known;
  const answer = ((): ExplanationAnswer => {
    if (result.kind !== 'generated') {
      const title = fileTitle(result);
      if (title === null)
        throw new CommandError('The configuration says of this file neither golden nor generated.');
      return { title, markdown: `${title}\n` };
    }
    const found = typeof unit === 'string' ? result.units.find(({ name }) => name === unit) : undefined;
    if (found === undefined) {
      return { title: fileTitle(result) ?? '', markdown: fileMarkdown(result) };
    }
    return { title: unitTitle(result, found), markdown: `${unitMarkdown(result, found)}\n` };
  })();
  if (!tools.views()) tools.client.tell('info', `${join(path)}: ${answer.title}`);
  return answer;
};

/** Shows the golden place in editors that do not show the diff themselves. */
export const openDiff: Handler = async (tools, [argument]): Promise<DiffArguments> => {
  const diff = objectArgument(argument) as unknown as DiffArguments;
  insideWorkspace(tools, pathArgument(diff.golden, 'The golden file'));
  if (!tools.views()) await tools.client.show(diff.golden, diff.goldenRange?.start);
  return diff;
};
