import type { Tree } from '../../model/source.ts';
import type { Slot } from './slot.ts';
import type { Term } from './term.ts';

/** What the readers of calls and operators need of the one that goes through the file. */
export interface Reading {
  readonly tree: Tree;
  /** Everything that was used as a computed index. */
  readonly indices: Slot[];
  /** How many loop conditions are around. */
  readonly inCondition: number;
  evaluate(node: number): Term;
  slotOf(identifier: number): Slot | null;
  functionSlot(node: number): Slot;
  walkFunction(node: number): Slot;
  /** The function of another file that a name stands for; null for other names. */
  imported(identifier: number): Slot | null;
  bind(target: number, slot: Slot): void;
  assign(slot: Slot, value: Term): void;
  /** Lets a name stand for another value from here on; false where it may still stand for what it was. */
  rebind(identifier: number, value: Term): boolean;
}
