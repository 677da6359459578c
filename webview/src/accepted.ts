import type { AcceptedFinding, UnusedAcceptance } from '../../server/src/protocol/documents.ts';
import { points } from './figures.ts';
import { pathList, section } from './sections.ts';

/** What costs nothing because it is accepted, and acceptances that match nothing; null where there are none. */
export function acceptedView(document: {
  readonly accepted: readonly (AcceptedFinding & { readonly model?: string })[];
  readonly unused_accepted: readonly UnusedAcceptance[];
}): HTMLElement | null {
  const lists = [
    pathList(
      'Accepted',
      'points are what it would have cost its file',
      document.accepted.map((finding) => ({
        path: finding.golden_file,
        note: [
          ...(finding.model === undefined ? [] : [finding.model]),
          `${points(finding.points)} ${finding.message}`,
          `${finding.rule}, accepted: ${finding.reason}`,
        ].join(' · '),
      })),
      document.accepted.length <= 10,
    ),
    pathList(
      'Accepted, but not there',
      'matches no difference and can be taken out',
      document.unused_accepted.map(({ golden_file, unit, rule, input, reason }) => ({
        path: golden_file,
        note: [...[input ?? unit ?? '', rule ?? ''].filter((text) => text !== ''), reason].join(' · '),
      })),
    ),
  ].filter((list) => list !== null);
  return lists.length === 0 ? null : section('Known differences', 'They cost nothing.', ...lists);
}
