import { isDeepStrictEqual } from 'node:util';
import type { ShownSetting } from '../app/configuration/show.ts';
import { ENGINE_VERSION } from '../app/version.ts';
import type { ComparisonDocument } from '../protocol/documents.ts';

export type Settings = readonly Pick<ShownSetting, 'key' | 'value'>[];

export interface Answered {
  readonly document: ComparisonDocument;
  /** The service's settings; null where it does not tell them. */
  readonly settings: Settings | null;
}

/** What a comparison depends on that is told in the same words everywhere; where paths are in it, only hashes agree. */
const MOVES = /^(?:include|exclude|categories|costs|margin|behaviour\..+|limits\..+)$/;

/** Why a service may find something else than this machine; null where it does not. */
export function differs(
  { document, settings }: Answered,
  own: { readonly settings: Settings; readonly hash: string },
): string | null {
  if (document.engine_version !== ENGINE_VERSION)
    return `The server scores with engine ${document.engine_version}, this Fern with ${ENGINE_VERSION}.`;
  const others = settings === null ? [] : keysThatDiffer(own.settings, settings);
  if (others.length > 0) return `The server has other settings, by which it goes: ${others.join(', ')}.`;
  if (document.inputs.settings !== own.hash)
    return 'The server has other settings, by which it goes: accepted, pairs, alternatives, behaviour, limits or the model.';
  return null;
}

function keysThatDiffer(own: Settings, others: Settings): string[] {
  const valuesOf = (settings: Settings): ReadonlyMap<string, unknown> =>
    new Map(settings.filter(({ key }) => MOVES.test(key)).map(({ key, value }) => [key, value]));
  // Both as they travel: records without a prototype come as plain ones.
  const [here, there] = [valuesOf(JSON.parse(JSON.stringify(own))), valuesOf(others)];
  const keys = new Set([...here.keys(), ...there.keys()]);
  return [...keys].filter((key) => !isDeepStrictEqual(here.get(key), there.get(key)));
}
