import { prepareModule } from '../../languages/runnable.ts';
import type { ReproModule } from '../explain.ts';
import type { PreparedSide, SideSources } from '../sides.ts';

/** A side's modules with and without steps. */
export function reproModules({ files, links }: SideSources, { sloppy }: PreparedSide): ReproModule[] {
  return files.map(({ path, text }) => {
    const [stepped, bare] = [false, true].map((plain) => {
      const { code } = prepareModule(path, text, { measure: false, bare: plain });
      return sloppy ? code.replace(/^\s*"use strict";/, '') : code;
    });
    return { id: path, bare, stepped, imports: links[path] ?? {} };
  });
}
