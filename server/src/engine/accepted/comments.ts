import { DIMENSION_IDS } from '../dimensions/dimension.ts';
import type { SourceModel, Span, Unit } from '../model/source.ts';
import { span } from '../model/tree.ts';
import { positionAt } from '../text/lines.ts';
import { type Acceptance, dimensionOf } from './acceptance.ts';

/** An acceptance that stands in the golden, with the text of its unit. */
export interface CommentedAcceptance extends Acceptance {
  readonly place: Span;
}

/** What a golden's comments accept, and comments that mean to but do not. */
export interface AcceptComments {
  readonly accepted: readonly CommentedAcceptance[];
  readonly faults: readonly { readonly place: Span; readonly message: string }[];
}

const NONE: AcceptComments = { accepted: [], faults: [] };
const WORD = 'fern-accept';
const FORM = /^\s+([a-z]+(?:\/[a-z][a-z0-9-]*)?)(?:\s+`([^`]+)`)?\s*:\s*(\S.*)$/;
const HOW =
  'Write `fern-accept RULE: reason`, such as `fern-accept functional/behaves-differently: the golden is wrong here`.';

/**
 * Reads `// fern-accept RULE: reason` and, for one input, ``// fern-accept RULE `slugify("a  b")`: reason``. It stands
 * directly above a unit, inside it, or behind it on its last line.
 * @param text of the golden: a generated file must never excuse itself.
 */
export function acceptComments(model: SourceModel, text: string): AcceptComments {
  if (!text.includes(WORD)) return NONE;
  const accepted: CommentedAcceptance[] = [];
  const faults: { place: Span; message: string }[] = [];
  for (const { start, end } of model.comments) {
    for (const written of marksIn(text.slice(start, end))) {
      const form = FORM.exec(written);
      const fault = (message: string): void => void faults.push({ place: { start, end }, message });
      if (form === null) {
        fault(`This comment accepts nothing. ${HOW}`);
        continue;
      }
      const [, rule, input, reason] = form;
      if (!DIMENSION_IDS.some((id) => id === dimensionOf(rule))) {
        fault(
          `This comment accepts nothing: \`${rule}\` is no rule. Rules begin with ${DIMENSION_IDS.join(', ')}.`,
        );
        continue;
      }
      const unit = unitBeside(model, text, { start, end });
      if (unit === null) {
        fault('This comment accepts nothing: put it directly above, inside or behind a declaration.');
        continue;
      }
      accepted.push({
        unit: unit.name === '' ? null : unit.name,
        rule,
        input: input ?? null,
        reason: reason.trim(),
        line: positionAt(model.lineStarts, start).line,
        place: span(model.tree, unit.node),
      });
    }
  }
  return { accepted, faults };
}

/** What follows the word, for each line of a comment that begins with it. */
function marksIn(comment: string): string[] {
  return comment.split(/\r\n|\n|\r/).flatMap((line) => {
    const said = line.replace(/^\s*(?:\/\/+|\/\*+|\*(?!\/))?\s*/, '').replace(/\s*\*+\/\s*$/, '');
    const rest = said.slice(WORD.length);
    return said.startsWith(WORD) && !/^[\w-]/.test(rest) ? [rest] : [];
  });
}

/** Each part can end in one way only, so that long comments cost no more than their length. */
const BETWEEN =
  /^(?:\s|\/\/.*(?:[\n\r]|$)|\/\*(?:(?!\*\/)[\s\S])*\*\/|\b(?:export|default|declare|const|let|var|async)\b)*$/;

function unitBeside({ units, tree }: SourceModel, text: string, comment: Span): Unit | null {
  const size = (unit: Unit): number => tree.end[unit.node] - tree.start[unit.node];
  const smallest = (found: readonly Unit[]): Unit | null =>
    found.reduce<Unit | null>((best, unit) => (best === null || size(unit) < size(best) ? unit : best), null);
  const own = units.filter(({ kind }) => kind !== 'import' && kind !== 'export');
  const around = smallest(
    own.filter(({ node }) => tree.start[node] <= comment.start && tree.end[node] >= comment.end),
  );
  const before = text.slice(lineStart(text, comment.start), comment.start);
  if (before.trim() !== '') {
    const ended = own.filter(({ node }) => {
      const end = tree.end[node];
      return end <= comment.start && !/[\n\r]/.test(text.slice(end, comment.start));
    });
    return (
      ended.reduce<Unit | null>(
        (last, unit) => (last === null || tree.end[unit.node] > tree.end[last.node] ? unit : last),
        null,
      ) ?? around
    );
  }
  const after = own.filter(({ node }) => tree.start[node] >= comment.end);
  const next = after.reduce<Unit | null>(
    (first, unit) => (first === null || tree.start[unit.node] < tree.start[first.node] ? unit : first),
    null,
  );
  const isAbove = next !== null && BETWEEN.test(text.slice(comment.end, tree.start[next.node]));
  return isAbove ? next : around;
}

function lineStart(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}
