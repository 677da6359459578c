import type { Carved } from './carve.ts';
export function rewritesOf(_carved: Carved, _count: number): { kind: string; text: string }[] { return []; }
