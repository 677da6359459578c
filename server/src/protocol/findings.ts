/** One place where points were lost, in every document that tells of one. */

export interface Position {
  line: number;
  character: number;
}

export interface Range {
  start: Position;
  end: Position;
}

export interface Place {
  file: string;
  range: Range;
}

export interface FindingDocument {
  rule: string;
  dimension: string;
  severity: 'error' | 'warning' | 'information' | 'hint';
  message: string;
  /** Share of the overall score that it costs; all findings of a file add up to 1 - overall. */
  points: number;
  generated: Place | null;
  golden: Place | null;
  /** CWE id or WCAG criterion, where there is one. */
  reference?: string;
}

/** A difference that costs nothing, because somebody accepted it; `points` is what it would have cost its file. */
export interface AcceptedFinding extends FindingDocument {
  /** The golden file and its counterpart. */
  golden_file: string;
  generated_file: string;
  /** The unit that the acceptance names; null: the whole file. */
  unit: string | null;
  /** The one input that is accepted. */
  input?: string;
  reason: string;
  accepted_by: 'configuration' | 'comment';
}

/** Something accepted that is not there (any more), so that it can be taken out. */
export interface UnusedAcceptance {
  golden_file: string;
  /** Line of the comment, from 0. */
  line?: number;
  unit?: string;
  rule?: string;
  input?: string;
  reason: string;
  accepted_by: 'configuration' | 'comment';
}
