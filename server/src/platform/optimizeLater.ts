import { setFlagsFromString } from 'node:v8';

/** Bytecode that a function runs before V8 thinks of optimizing it: about eight times what is usual. */
const INTERRUPT_BUDGET = 500_000;

/**
 * Has V8 optimize what is hot for longer. Each thread has code of its own, and most of it is done before optimized
 * code pays: by V8's own choice, optimizing takes a quarter of the processor time of comparing a small project.
 * Call it before threads are made. An editor's own Node.js is left as it is.
 */
export function optimizeLater(): void {
  if (process.versions.electron === undefined) setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`);
}
