/** A module of the same application: relative, or under a usual alias of the source folder. */
export function isRelative(module: string): boolean {
  return (
    module.startsWith('.') || module.startsWith('/') || module.startsWith('@/') || module.startsWith('~/')
  );
}
