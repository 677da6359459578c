/** Which run an address names: `#run=ID`; null where it names none. */
export function runIn(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('run') || null;
}

export function addressOf(run: string): string {
  return `#run=${encodeURIComponent(run)}`;
}
