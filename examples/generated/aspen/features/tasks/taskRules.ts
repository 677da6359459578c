import { dayDistance, isValidDay } from '../../lib/calendar';
import { durationToMinutes } from '../../lib/duration';
import { splitLabels, squeeze } from '../../lib/strings';
import { InvalidInputFailure, type FieldMessages } from '../../model/failures';
import type { DayString, NewTask, TaskFormValues } from '../../model/kanban';

export const TITLE_LIMIT = 80;
export const LABEL_LIMIT = 5;
const ESTIMATE_LIMIT = 4800;

// Every rule yields a message, or null when the value is fine.

export function titleProblem(title: string): string | null {
  const { length } = squeeze(title);
  if (length === 0) return 'Give the task a title.';
  return length > TITLE_LIMIT ? `Keep the title within ${TITLE_LIMIT} characters.` : null;
}

export function dueDateProblem(due: string, today: DayString): string | null {
  if (due === '') return null;
  if (!isValidDay(due)) return 'Write the date as YYYY-MM-DD.';
  if (dayDistance(today, due) < 0) return 'The due date must not lie in the past.';
  return null;
}

export function estimateProblem(estimate: string): string | null {
  if (!estimate.trim()) return null;

  let minutes: number;
  try {
    minutes = durationToMinutes(estimate);
  } catch {
    return 'Write the estimate like "1h 30m".';
  }
  return minutes > ESTIMATE_LIMIT ? 'Split tasks that take more than ten days.' : null;
}

export function labelsProblem(labels: string): string | null {
  const { length } = splitLabels(labels);
  return length > LABEL_LIMIT ? `Use at most ${LABEL_LIMIT} labels.` : null;
}

/** Messages for all fields that have a problem. No keys means the form is valid. */
export function findProblems(values: TaskFormValues, today: DayString): FieldMessages {
  const found: [string, string | null][] = [
    ['title', titleProblem(values.title)],
    ['dueOn', dueDateProblem(values.dueOn, today)],
    ['estimate', estimateProblem(values.estimate)],
    ['labels', labelsProblem(values.labels)],
  ];
  const problems: FieldMessages = {};
  found.forEach(([field, problem]) => {
    if (problem) problems[field] = problem;
  });
  return problems;
}

/**
 * Validates the form and converts it to the payload for the server.
 *
 * @throws {InvalidInputFailure} carrying one message per invalid field
 */
export function toNewTask(values: TaskFormValues, today: DayString): NewTask {
  const problems = findProblems(values, today);
  if (Object.keys(problems).length !== 0) {
    throw new InvalidInputFailure('Some fields need your attention.', problems);
  }

  const { title, description, priority, assigneeId, labels, dueOn, estimate } = values;
  return {
    title: squeeze(title),
    description: description.trim(),
    priority,
    assigneeId: assigneeId || null,
    labels: splitLabels(labels),
    dueOn: dueOn || null,
    estimateMinutes: estimate.trim() ? durationToMinutes(estimate) : 0,
  };
}
