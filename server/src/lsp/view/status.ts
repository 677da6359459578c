import type { FileStatus } from '../../protocol/editor.ts';
import type { Known } from '../evaluations.ts';

/** What is known of a document, for the client. */
export function statusOf(
  uri: string,
  current: number,
  known: Known | null,
  uriOf: (path: string) => string,
): FileStatus {
  if (known === null) return { uri, version: current, role: 'none', state: 'scoring' };
  const { result, version } = known;
  const config = 'config' in result && result.config !== null ? { config: uriOf(result.config) } : {};
  const base = { uri, version, ...config };
  switch (result.kind) {
    case 'generated':
      return {
        ...base,
        role: 'generated',
        state: result.preliminary ? 'scoring' : 'done',
        model: result.model,
        overall: result.overall,
        band: result.band,
        preliminary: result.preliminary,
        golden: uriOf(result.files[0].absolute),
        documents: result.files.map(({ document }) => document),
      };
    case 'golden':
      return {
        ...base,
        role: 'golden',
        state: result.preliminary ? 'scoring' : 'done',
        models: result.models,
      };
    case 'outside':
      return { ...base, role: 'none', state: 'outside' };
    default:
      return { ...base, role: 'none', state: result.kind, reason: result.reason };
  }
}
