/** Where things lie in the memory of a fresh instance; the same in all. */
export interface Layout {
  /** End of the static data; the unused stack begins here. */
  readonly low: number;
  /** Where the heap begins, and the top of the stack before it. */
  readonly heap: number;
  /** Address of the variable that holds the heap's end. */
  readonly end: number;
}

/** A memory that can be copied and put back. */
export interface Memory {
  bytes(): Uint8Array;
  word(at: number): number;
  /** 0 where there is no room. */
  allocate(size: number): number;
  free(at: number): void;
  /** Makes it at least so large. */
  ensure(size: number): void;
}

/** Size of the allocations by which is found out what is free: smaller gaps are copied along. */
const PROBE = 1024;
/** The allocator's own words at both ends of what is free. */
const MARGIN = 64;
/** Smallest distance between two allocations with a third in between. */
const NEIGHBOURS = 24;

type Range = readonly [start: number, end: number];

/**
 * The used part of a memory as it was, to be put back into any instance of the same build. What was free is left out: what
 * lies there has no meaning.
 */
export class Snapshot {
  readonly #parts: readonly (readonly [at: number, bytes: Uint8Array])[];
  readonly #end: number;

  constructor(memory: Memory, layout: Layout) {
    const free = freeRanges(memory, memory.word(layout.end));
    const all = memory.bytes();
    this.#end = memory.word(layout.end);
    this.#parts = [[0, layout.low] as const, ...between(layout.heap, this.#end, free)].map(([start, end]) => [
      start,
      all.slice(start, end),
    ]);
  }

  restore(memory: Memory): void {
    memory.ensure(this.#end);
    const all = memory.bytes();
    for (const [at, bytes] of this.#parts) all.set(bytes, at);
  }
}

/** What lies between ranges. */
function between(start: number, end: number, ranges: readonly Range[]): Range[] {
  const ends = [start, ...ranges.map((range) => range[1])];
  return ends.map((from, index) => [from, ranges[index]?.[0] ?? end]);
}

/**
 * What is free below `end`: what allocations can get there, joined where neighbours follow each other. All is given back,
 * so that the allocator's own words are at the ends only.
 */
function freeRanges(memory: Memory, end: number): Range[] {
  const got: number[] = [];
  for (;;) {
    const at = memory.allocate(PROBE);
    if (at === 0) break;
    got.push(at);
    if (at + PROBE > end) break;
  }
  for (const at of got) memory.free(at);
  const ranges: [number, number][] = [];
  for (const at of got.filter((each) => each + PROBE <= end).sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && at - last[1] < NEIGHBOURS) last[1] = at + PROBE;
    else ranges.push([at, at + PROBE]);
  }
  return ranges.map(([start, stop]) => [start + MARGIN, stop - MARGIN]);
}
