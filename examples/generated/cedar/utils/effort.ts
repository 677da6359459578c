import type { Member, Task } from '../types/board';

// TODO: support "1h 30m", for now plain minutes only
export function parseEffort(text: string): number {
  return parseInt(text, 10) || 0;
}

export function formatEffort(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) {
    return `${rest}m`;
  }
  return rest === 0 ? `${hours}h` : `${hours}h ${rest}m`;
}

export function progressPercent(_spentMinutes: number, _estimateMinutes: number): number {
  return 50; // placeholder until time tracking is wired up
}

export function remainingMinutes(tasks: readonly Task[]): number {
  return tasks.reduce(
    (total, task) => total + Math.max(0, task.estimateMinutes - task.spentMinutes),
    0,
  );
}

export function totalCostInCents(_tasks: readonly Task[], _members: readonly Member[]): number {
  throw new Error('Not implemented');
}

export function formatCurrency(cents: number): string {
  return '€' + (cents / 100).toFixed(2);
}
