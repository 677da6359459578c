import type { Span } from '../model/source.ts';

/** A difference that people accept, from the configuration or from a comment in the golden. Plain data. */
export interface Acceptance {
  /** The golden's unit, `Cart.add`; null: the whole file. */
  readonly unit: string | null;
  /** `functional/behaves-differently`, or a dimension for all of its rules; null: whatever differs. */
  readonly rule: string | null;
  /** A call as reports show it, `slugify("a  b")`: only this input is left out of judging. */
  readonly input: string | null;
  readonly reason: string;
  /** Line of the golden on which the comment stands, from 0; null: it is from the configuration. */
  readonly line: number | null;
}

/** A unit of the golden on both sides. */
export interface UnitPlace {
  readonly name: string;
  readonly golden: Span;
  /** Its counterpart; null where there is none. */
  readonly generated: Span | null;
}

/** What of a rule's code names its dimension. */
export function dimensionOf(rule: string): string {
  return rule.split('/', 1)[0];
}

/** A difference inside the evident domain is more than one beyond it. */
const IMPLIED: Readonly<Record<string, string>> = {
  'functional/behaves-differently': 'functional/differs-beyond-domain',
};

/** Does what was accepted cover a rule? */
export function coversRule(accepted: string | null, rule: string): boolean {
  return (
    accepted === null || accepted === rule || accepted === dimensionOf(rule) || IMPLIED[accepted] === rule
  );
}
