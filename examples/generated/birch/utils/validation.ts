import type { IsoDate, TaskDraft, TaskInput } from '../types/board';
import { ValidationError, type FieldIssues } from '../types/errors';
import { daysBetween, isIsoDate } from './dates';
import { parseEffort } from './effort';
import { collapseWhitespace, parseLabels } from './text';

export const MAX_TITLE_LENGTH = 80;
export const MAX_LABELS = 5;
const MAX_ESTIMATE_MINUTES = 4800;

/** The checks return an error message, or null if the value is valid. */
export function checkTitle(title: string): string | null {
  const text = title;
  if (text === '') {
    return 'Give the task a title.';
  }
  if (text.length > MAX_TITLE_LENGTH) {
    return `Keep the title within ${MAX_TITLE_LENGTH} characters.`;
  }
  return null;
}

export function checkDueDate(dueOn: string, today: IsoDate): string | null {
  if (dueOn === '') {
    return null;
  }
  if (!isIsoDate(dueOn)) {
    return 'Write the date as YYYY-MM-DD.';
  }
  if (daysBetween(today, dueOn) < 0) {
    return 'The due date must not lie in the past.';
  }
  return null;
}

export function checkEstimate(estimate: string): string | null {
  if (estimate.trim() === '') {
    return null;
  }
  try {
    const minutes = parseEffort(estimate);
    return minutes > MAX_ESTIMATE_MINUTES ? 'Split tasks that take more than ten days.' : null;
  } catch {
    return 'Write the estimate like "1h 30m".';
  }
}

export function checkLabels(labels: string): string | null {
  return parseLabels(labels).length > MAX_LABELS ? `Use at most ${MAX_LABELS} labels.` : null;
}

/** Validates the whole draft and returns the messages by field name. */
export function checkDraft(draft: TaskDraft, today: IsoDate): FieldIssues {
  const checks = {
    title: checkTitle(draft.title),
    dueOn: checkDueDate(draft.dueOn, today),
    estimate: checkEstimate(draft.estimate),
    labels: checkLabels(draft.labels),
  };
  const issues: FieldIssues = {};
  for (const [field, issue] of Object.entries(checks)) {
    if (issue !== null) {
      issues[field] = issue;
    }
  }
  return issues;
}

/**
 * Turns a draft into what the server takes.
 *
 * @throws {ValidationError} with the issues by field if the draft is not valid
 */
export function draftToInput(draft: TaskDraft, today: IsoDate): TaskInput {
  const issues = checkDraft(draft, today);
  if (Object.keys(issues).length > 0) {
    throw new ValidationError('Some fields need your attention.', issues);
  }
  return {
    title: collapseWhitespace(draft.title),
    description: draft.description.trim(),
    priority: draft.priority,
    assigneeId: draft.assigneeId === '' ? null : draft.assigneeId,
    labels: parseLabels(draft.labels),
    dueOn: draft.dueOn === '' ? null : draft.dueOn,
    estimateMinutes: draft.estimate.trim() === '' ? 0 : parseEffort(draft.estimate),
  };
}
