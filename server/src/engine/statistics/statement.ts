import type { Compared, PairStatistics } from './compared.ts';
import { type Decision, LEAST_GROUPS, WINNER_LEVEL } from './decision.ts';

export interface StatementParts {
  /** Names by rank. */
  readonly names: readonly string[];
  readonly compared: Compared;
  readonly decision: Decision;
  /** What a task is called: `file`. */
  readonly task: string;
}

/** The decision in one plain sentence. */
export function statementOf({ names, compared, decision, task }: StatementParts): string {
  const { groups, margin } = compared;
  const many = count(compared.tasks, task);
  const pair = compared.pairs.find(({ a, b }) => a === 0 && b === decision.against);
  const clustered = groups < compared.tasks ? ` in ${groups} clusters` : '';
  if (pair === undefined) {
    const { mean } = compared.models[0];
    return `Only ${names[0]} was scored (${points(mean)} over ${many}${clustered}), so there is nothing to decide.`;
  }
  const [first, second] = [names[0], names[pair.b]];
  const lead = points(pair.difference);
  const level = pair.difference < 0.0005;
  switch (decision.verdict) {
    case 'winner':
      return `${first} is the best: it leads ${rest(names, pair)} by ${lead} (${between(pair)}) over ${many}${clustered}.`;
    case 'practically_equal': {
      const equal = listed([first, ...decision.rivals.map((rank) => names[rank])]);
      return `${equal} are practically equal: over ${many}${clustered} they differ by ${lead}, surely by less than the ${margin} that matters.`;
    }
    case 'lead_not_proven':
      if (pair.adjusted <= WINNER_LEVEL && pair.difference < margin)
        return `${first} leads ${second} by ${lead}, which is more than luck but less than the ${margin} that matters; over ${many}${clustered} it could be up to ${points(pair.interval[1])}.`;
      return `${first} leads ${second} by ${lead}, but with ${many}${clustered} that can be luck: ${more(decision, task, 'would settle it')}.`;
    default:
      if (groups < LEAST_GROUPS) {
        const what = groups < compared.tasks ? 'clusters' : `${task}s`;
        return `${level ? `${first} and ${second} are level` : `${first} leads ${second} by ${lead}`} over ${many}${clustered}, but so few can't tell a lead from luck: compare at least ${LEAST_GROUPS} ${what}.`;
      }
      return `${first} and ${second} ${level ? 'are level' : `differ by ${lead}`} over ${many}${clustered}, and anything from ${points(pair.interval[0])} to ${points(pair.interval[1])} is possible: ${more(decision, task, 'would show whether they are equal')}.`;
  }
}

function rest(names: readonly string[], pair: PairStatistics): string {
  if (names.length === 2) return names[1];
  return `${names[pair.b]}, the second of ${names.length},`;
}

function between({ interval: [low, high] }: PairStatistics): string {
  return `95 % interval ${points(low)} to ${points(high)}`;
}

function more({ moreTasks }: Decision, task: string, settles: string): string {
  if (moreTasks === null) return `far more ${task}s than can be had ${settles}`;
  return `about ${rounded(moreTasks)
    .toString()
    .replace(/\B(?=(?:\d{3})+$)/g, ',')} more ${settles}`;
}

/** An estimate is not told more exactly than it is known: two digits. */
function rounded(n: number): number {
  if (n < 20) return n;
  const unit = 10 ** (Math.floor(Math.log10(n)) - 1);
  return Math.ceil(n / unit) * unit;
}

function points(value: number): string {
  const text = Math.abs(value).toFixed(3);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

function count(n: number, noun: string): string {
  return n === 1 ? `1 ${noun}` : `${n} ${noun}s`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
