import type { AcceptedFinding, UnusedAcceptance } from '../../../protocol/documents.ts';
import { grouped } from '../../../protocol/figures.ts';
import { originOf, subjectOf } from '../accepted.ts';
import { points } from '../figures.ts';
import { middle, pad, plain, wrap } from '../text.ts';
import { heading, listed, type Pen } from './layout.ts';

const LISTED = 10;

/** The sections of what is accepted and of acceptances that match nothing; nothing where there are none. */
export function acceptedSection(
  document: {
    readonly accepted: readonly (AcceptedFinding & { readonly model?: string })[];
    readonly unused_accepted: readonly UnusedAcceptance[];
  },
  pen: Pen,
): string[] {
  const { accepted, unused_accepted: unused } = document;
  const indent = ' '.repeat(12);
  const prose = (text: string): string[] => wrap(plain(text).slice(0, 2000), pen.width - 12);
  return [
    ...(accepted.length === 0
      ? []
      : [
          ...heading(
            pen,
            `Accepted (${grouped(accepted.length)})`,
            'costs nothing; points are what it would have cost its file',
          ),
          ...listed(pen, accepted, LISTED, (finding) => {
            const [first, ...rest] = prose(finding.message);
            const model = finding.model === undefined ? '' : `${finding.model}: `;
            return [
              `    ${pad(points(finding.points), 6)}  ${first ?? ''}`,
              ...rest.map((line) => indent + line),
              `${indent}${middle(plain(model + subjectOf(finding)), pen.width - 12)}`,
              ...prose(`${finding.rule}: ${finding.reason}`).map((line) => indent + pen.dim(line)),
            ];
          }),
        ]),
    ...(unused.length === 0
      ? []
      : [
          ...heading(
            pen,
            `Accepted, but not there (${grouped(unused.length)})`,
            'matches no difference and can be taken out',
          ),
          ...listed(pen, unused, LISTED, (entry) => [
            `    ${middle(plain(subjectOf(entry)), pen.width - 4)}`,
            ...prose(`${originOf(entry)}: ${entry.reason}`).map((line) => indent + pen.dim(line)),
          ]),
        ]),
  ];
}
