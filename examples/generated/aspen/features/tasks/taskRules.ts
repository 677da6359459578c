import { dayDistance, isValidDay } from '../../lib/calendar';
import { durationToMinutes } from '../../lib/duration';
import { splitLabels, squeeze } from '../../lib/strings';
import { InvalidInputFailure, type FieldMessages } from '../../model/failures';
import type { DayString, NewTask, TaskFormValues } from '../../model/kanban';

const ESTIMATE_LIMIT = 10 * 8 * 60;
export const LABEL_LIMIT = 5;
export const TITLE_LIMIT = 80;

// Every rule yields a message, or null when the value is fine.

export function dueDateProblem(due: string, today: DayString): string | null {
  if (due === '') {
    return null;
  }
  if (!isValidDay(due)) {
    return 'Write the date as YYYY-MM-DD.';
  }
  return dayDistance(today, due) < 0 ? 'The due date must not lie in the past.' : null;
}

export function estimateProblem(effort: string): string | null {
  if (effort.trim() === '') {
    return null;
  }
  try {
    const planned = durationToMinutes(effort);
    return planned > ESTIMATE_LIMIT ? 'Split tasks that take more than ten days.' : null;
  } catch {
    return 'Write the estimate like "1h 30m".';
  }
}

export function labelsProblem(typed: string): string | null {
  return splitLabels(typed).length > LABEL_LIMIT
    ? `Use at most ${LABEL_LIMIT} labels.`
    : null;
}

export function titleProblem(typed: string): string | null {
  const cleaned = squeeze(typed);
  if (cleaned === '') {
    return 'Give the task a title.';
  }
  return cleaned.length > TITLE_LIMIT
    ? `Keep the title within ${TITLE_LIMIT} characters.`
    : null;
}

/** Messages for all fields that have a problem. No keys means the form is valid. */
export function findProblems(values: TaskFormValues, today: DayString): FieldMessages {
  const outcomes = {
    title: titleProblem(values.title),
    dueOn: dueDateProblem(values.dueOn, today),
    estimate: estimateProblem(values.estimate),
    labels: labelsProblem(values.labels),
  };

  const problems: FieldMessages = {};
  for (const [name, problem] of Object.entries(outcomes)) {
    if (problem !== null) {
      problems[name] = problem;
    }
  }
  return problems;
}

/**
 * Validates the form and converts it to the payload for the server.
 *
 * @throws {InvalidInputFailure} carrying one message per invalid field
 */
export function toNewTask(values: TaskFormValues, today: DayString): NewTask {
  const problems = findProblems(values, today);
  if (Object.keys(problems).length > 0) {
    throw new InvalidInputFailure('Some fields need your attention.', problems);
  }

  return {
    title: squeeze(values.title),
    description: values.description.trim(),
    priority: values.priority,
    assigneeId: values.assigneeId === '' ? null : values.assigneeId,
    labels: splitLabels(values.labels),
    dueOn: values.dueOn === '' ? null : values.dueOn,
    estimateMinutes:
      values.estimate.trim() === '' ? 0 : durationToMinutes(values.estimate),
  };
}
