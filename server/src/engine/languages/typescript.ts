import { importedByEcmaScript } from './ecmascript/imported.ts';
import { mutationsOfEcmaScript } from './ecmascript/mutants.ts';
import { parseEcmaScript } from './ecmascript/parse.ts';
import { prepareEcmaScript } from './ecmascript/runnable.ts';
import type { Language } from './language.ts';

export const typescript: Language = {
  id: 'typescript',
  parse: (path, text) => parseEcmaScript(path, text, 'typescript'),
  prepare: (path, text, options) => prepareEcmaScript(path, text, 'typescript', options),
  imported: (path, text) => importedByEcmaScript(path, text, 'typescript'),
  mutations: (path, text) => mutationsOfEcmaScript(path, text, 'typescript'),
};
