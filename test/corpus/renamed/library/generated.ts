export enum Kind {
  Novel = 'novel',
  Research = 'research',
  Past = 'past',
  Kids = 'kids',
}

export enum LendingPhase {
  Running = 'running',
  Late = 'late',
  Back = 'back',
  Missing = 'missing',
}

export type Group = 'visitor' | 'learner' | 'staff';

export interface Writer {
  given: string;
  family: string;
  born: number;
}

export interface Volume {
  code: string;
  heading: string;
  writer: Writer;
  kind: Kind;
  length: number;
  stock: number;
}

export interface Lending {
  reader: number;
  code: string;
  from: Date;
  until: Date;
  phase: LendingPhase;
  extensions: number;
}

export interface Reader {
  number: number;
  label: string;
  yearOfBirth: number;
  group: Group;
  debt: number;
}

export interface Slice {
  rows: Volume[];
  index: number;
  total: number;
}

export function writerLabel(writer: Writer): string {
  return [writer.given, writer.family].join(' ').trim();
}

export function reference(year: number, volume: Volume): string {
  const { given, family } = volume.writer;
  let shown = family;
  if (given.length > 0) shown += `, ${given.charAt(0).toUpperCase()}.`;
  return `${shown} (${year}). ${volume.heading}.`;
}

const LIMITS: Record<Group, number> = { staff: 20, learner: 8, visitor: 2 };

export function lendingLimit(group: Group): number {
  return LIMITS[group];
}

const isOut = ({ phase }: Lending): boolean => phase === LendingPhase.Running || phase === LendingPhase.Late;

export function runningOf(reader: number, lendings: readonly Lending[]): Lending[] {
  return lendings.filter((lending) => isOut(lending) && lending.reader === reader);
}

// Wrong: the last one that is allowed is refused.
export function canTakeOut({ reader, lendings }: { reader: Reader; lendings: readonly Lending[] }): boolean {
  if (reader.debt > 20) return false;
  return runningOf(reader.number, lendings).length + 1 < lendingLimit(reader.group);
}

export function onHand(volume: Volume, lendings: readonly Lending[]): number {
  let left = volume.stock;
  for (const lending of lendings) {
    if (lending.code === volume.code && lending.phase !== LendingPhase.Back) left--;
  }
  return left < 0 ? 0 : left;
}

export function extend(lending: Lending, dayCount: number): Lending {
  if (lending.phase !== LendingPhase.Running) throw new Error('not possible');
  if (lending.extensions > 2) throw new RangeError('no more');
  const until = new Date(lending.until);
  until.setTime(until.getTime() + dayCount * 24 * 3600 * 1000);
  return { ...lending, extensions: lending.extensions + 1, until };
}

export function bringBack(lending: Lending): Lending {
  return { ...lending, phase: LendingPhase.Back };
}

export function flagLate(lendings: readonly Lending[], now: Date): Lending[] {
  const result: Lending[] = [];
  for (const lending of lendings) {
    const late = lending.phase === LendingPhase.Running && lending.until.getTime() < now.getTime();
    result.push(late ? { ...lending, phase: LendingPhase.Late } : lending);
  }
  return result;
}

// Wrong: a begun day does not count.
export function delay(lending: Lending, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - lending.until.getTime()) / 86_400_000));
}

export function penalty(input: { group: Group; dayCount: number }): number {
  const perDay = input.group === 'visitor' ? 0.5 : 0.2;
  const sum = perDay * input.dayCount;
  return sum > 10 ? 10 : sum;
}

export function addDebt(reader: Reader, sum: number): Reader {
  const debt = Math.round((reader.debt + sum) * 100) / 100;
  return { ...reader, debt };
}

export function headingsOf(kind: Kind, volumes: readonly Volume[]): string[] {
  return volumes.flatMap((volume) => (volume.kind === kind ? [volume.heading] : []));
}

export function groupByFamily(volumes: readonly Volume[]): Map<string, Volume[]> {
  return volumes.reduce((groups, volume) => {
    const { family } = volume.writer;
    return groups.set(family, [...(groups.get(family) ?? []), volume]);
  }, new Map<string, Volume[]>());
}

export function lengthByKind(volumes: readonly Volume[]): Record<Kind, number> {
  const result = { [Kind.Novel]: 0, [Kind.Research]: 0, [Kind.Past]: 0, [Kind.Kids]: 0 };
  for (const { kind, length } of volumes) result[kind] = result[kind] + length;
  return result;
}

// Wrong: of equals the last.
export function longestVolume(volumes: readonly Volume[]): Volume | undefined {
  let best: Volume | undefined;
  for (const volume of volumes) if (!best || volume.length >= best.length) best = volume;
  return best;
}

export function underAge(reader: Reader, currentYear: number): boolean {
  const age = currentYear - reader.yearOfBirth;
  return age < 18;
}

export function slice(volumes: readonly Volume[], at: { index: number; rowsEach: number }): Slice {
  if (at.rowsEach < 1) throw new RangeError('too small');
  const first = (at.index - 1) * at.rowsEach;
  return {
    index: at.index,
    rows: volumes.slice(first, first + at.rowsEach),
    total: Math.ceil(volumes.length / at.rowsEach),
  };
}

export function lookFor(volumes: readonly Volume[], query: string, kind?: Kind, least = 0): Volume[] {
  const needle = query.toLowerCase();
  return volumes
    .filter((volume) => volume.heading.toLowerCase().includes(needle))
    .filter((volume) => !kind || volume.kind === kind)
    .filter((volume) => volume.length >= least);
}

export async function hold(reader: Reader, volume: Volume): Promise<{ code: string; reader: number }> {
  if (volume.stock === 0) throw new Error('nothing left');
  return { code: volume.code, reader: reader.number };
}

export class Rack {
  readonly size: number;
  private content: Volume[] = [];

  constructor(size: number) {
    this.size = size;
  }

  remove(code: string): Volume | null {
    const found = this.content.find((volume) => volume.code === code);
    if (!found) return null;
    this.content.splice(this.content.indexOf(found), 1);
    return found;
  }

  store(volume: Volume): boolean {
    if (this.content.length === this.size) return false;
    this.content = [...this.content, volume];
    return true;
  }

  get space(): number {
    return this.size - this.content.length;
  }
}
