import { extensionOf, languageOf } from './extensions.ts';
import type { ImportedModule, RunnableModule, RunnableOptions, TextChange } from './language.ts';
import { LANGUAGES } from './registry.ts';

/**
 * Makes a file of any language, or a JSON file, into code for the sandbox. Never throws on bad code.
 * @throws RangeError when the code is nested deeper than the stack allows.
 */
export function prepareModule(path: string, text: string, options: RunnableOptions): RunnableModule {
  if (extensionOf(path) === '.json') return prepareJson(text);
  const id = languageOf(path);
  if (id === null)
    return {
      code: '',
      branches: 0,
      branchEnds: [],
      specifiers: [],
      problem: 'Fern does not read this language',
    };
  return LANGUAGES[id].prepare(path, text, options);
}

/**
 * Modules that a file names with a literal: imports, re-exports, `require` and `import()`; distinct, in order.
 * Files of other languages and JSON name none.
 * @throws RangeError when the code is nested deeper than the stack allows.
 */
export function importedModules(path: string, text: string): ImportedModule[] {
  const id = languageOf(path);
  return id === null ? [] : LANGUAGES[id].imported(path, text);
}

/** Small changes of a file's code, one slip each, in order of place; none for files of other languages. */
export function mutationsOf(path: string, text: string): TextChange[] {
  const id = languageOf(path);
  return id === null ? [] : LANGUAGES[id].mutations(path, text);
}

/** Parsed when it runs: as a literal, a key named `__proto__` would mean something else. */
function prepareJson(text: string): RunnableModule {
  try {
    JSON.parse(text);
  } catch (error) {
    return { code: '', branches: 0, branchEnds: [], specifiers: [], problem: (error as Error).message };
  }
  return {
    code: `module.exports = JSON.parse(${JSON.stringify(text)});`,
    branches: 0,
    branchEnds: [],
    specifiers: [],
    problem: null,
  };
}
