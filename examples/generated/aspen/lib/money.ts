import type { TaskItem, TeamMember } from '../model/kanban';

const MINUTES_PER_HOUR = 60;

/** Displays cents as an amount of money, for example `€1,234.50`. */
export function displayMoney(amountInCents: number, currency = 'EUR'): string {
  const formatter = new Intl.NumberFormat('en-IE', { style: 'currency', currency });
  return formatter.format(amountInCents / 100);
}

export function priceOfTime(minutes: number, centsPerHour: number): number {
  return Math.round((minutes * centsPerHour) / MINUTES_PER_HOUR);
}

/** Cost of all time logged up to now. Time on unassigned tasks is free. */
export function moneySpent(
  taskItems: readonly TaskItem[],
  team: readonly TeamMember[]
): number {
  const rateById = new Map(team.map(person => [person.id, person.hourlyRateCents]));

  return taskItems.reduce((sum, item) => {
    const centsPerHour =
      item.assigneeId === null ? 0 : (rateById.get(item.assigneeId) ?? 0);
    return sum + priceOfTime(item.spentMinutes, centsPerHour);
  }, 0);
}
