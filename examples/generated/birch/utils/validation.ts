import type { IsoDate, TaskDraft, TaskInput } from '../types/board';
import { ValidationError, type FieldIssues } from '../types/errors';
import { isIsoDate } from './dates';
import { parseEffort } from './effort';
import { collapseWhitespace, parseLabels } from './text';

export const MAX_TITLE_LENGTH = 80;
export const MAX_LABELS = 5;
const MAX_ESTIMATE_MINUTES = 4800; // ten working days

// The checks return an error message, or null if the value is valid.

export function checkTitle(title: string): string | null {
  if (title.length === 0) return 'Give the task a title.';
  return collapseWhitespace(title).length > MAX_TITLE_LENGTH
    ? `Keep the title within ${MAX_TITLE_LENGTH} characters.`
    : null;
}

export function checkDueDate(dueOn: string, today: IsoDate): string | null {
  if (dueOn !== '') {
    if (!isIsoDate(dueOn)) return 'Write the date as YYYY-MM-DD.';
    // ISO dates sort alphabetically.
    if (dueOn < today) return 'The due date must not lie in the past.';
  }
  return null;
}

export function checkEstimate(estimate: string): string | null {
  if (!estimate.trim()) return null;

  let minutes = 0;
  try {
    minutes = parseEffort(estimate);
  } catch {
    return 'Write the estimate like "1h 30m".';
  }
  if (minutes > MAX_ESTIMATE_MINUTES) return 'Split tasks that take more than ten days.';
  return null;
}

export function checkLabels(labels: string): string | null {
  const { length } = parseLabels(labels);
  if (length <= MAX_LABELS) return null;
  return `Use at most ${MAX_LABELS} labels.`;
}

/** Validates the whole draft and returns the messages by field name. */
export function checkDraft(draft: TaskDraft, today: IsoDate): FieldIssues {
  const issues: FieldIssues = {};

  const titleIssue = checkTitle(draft.title);
  if (titleIssue) issues.title = titleIssue;

  const dueOnIssue = checkDueDate(draft.dueOn, today);
  if (dueOnIssue) issues.dueOn = dueOnIssue;

  const estimateIssue = checkEstimate(draft.estimate);
  if (estimateIssue) issues.estimate = estimateIssue;

  const labelsIssue = checkLabels(draft.labels);
  if (labelsIssue) issues.labels = labelsIssue;

  return issues;
}

/**
 * Validates the draft and converts it for the API.
 *
 * @throws {ValidationError} if any field is invalid
 */
export function draftToInput(draft: TaskDraft, today: IsoDate): TaskInput {
  const issues = checkDraft(draft, today);
  const invalidFields = Object.keys(issues);
  if (invalidFields.length !== 0) {
    throw new ValidationError('Please correct the highlighted fields.', issues);
  }

  const { priority, assigneeId, dueOn, estimate } = draft;
  return {
    priority,
    title: collapseWhitespace(draft.title),
    description: draft.description.trim(),
    labels: parseLabels(draft.labels),
    assigneeId: assigneeId || null,
    dueOn: dueOn || null,
    estimateMinutes: estimate.trim() ? parseEffort(estimate) : 0,
  };
}
