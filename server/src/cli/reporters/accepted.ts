import type { AcceptedFinding, UnusedAcceptance } from '../../protocol/documents.ts';

/** What an acceptance is about: `utils/slug.ts: slugify`, with its input where it is about one. */
export function subjectOf({ golden_file, unit, input }: AcceptedFinding | UnusedAcceptance): string {
  const what = input ?? unit ?? '';
  return what === '' ? golden_file : `${golden_file}: ${what}`;
}

/** Where an acceptance stands, and the rule that it names. */
export function originOf(unused: UnusedAcceptance): string {
  const where =
    unused.accepted_by === 'comment' && unused.line !== undefined
      ? `comment in line ${unused.line + 1}`
      : 'configuration';
  return unused.rule === undefined ? where : `${where}, ${unused.rule}`;
}
