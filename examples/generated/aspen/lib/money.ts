import type { TaskItem, TeamMember } from '../model/kanban';

export const priceOfTime = (minutes: number, centsPerHour: number): number =>
  Math.round((minutes * centsPerHour) / 60);

/** Cost of all time logged up to now. Time on unassigned tasks is free. */
export function moneySpent(
  taskItems: readonly TaskItem[],
  team: readonly TeamMember[]
): number {
  const rateById = new Map<string | null, number>();
  for (const { id, hourlyRateCents } of team) {
    rateById.set(id, hourlyRateCents);
  }

  let sum = 0;
  for (const { assigneeId, spentMinutes } of taskItems) {
    sum += priceOfTime(spentMinutes, rateById.get(assigneeId) ?? 0);
  }
  return sum;
}

/** Displays cents as an amount of money, for example `€1,234.50`. */
export function displayMoney(amountInCents: number, currencyCode = 'EUR'): string {
  const formatter = new Intl.NumberFormat('en-IE', {
    style: 'currency',
    currency: currencyCode,
  });
  return formatter.format(amountInCents / 100);
}
