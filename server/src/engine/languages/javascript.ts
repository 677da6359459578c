import { importedByEcmaScript } from './ecmascript/imported.ts';
import { mutationsOfEcmaScript } from './ecmascript/mutants.ts';
import { parseEcmaScript } from './ecmascript/parse.ts';
import { prepareEcmaScript } from './ecmascript/runnable.ts';
import type { Language } from './language.ts';

export const javascript: Language = {
  id: 'javascript',
  parse: (path, text) => parseEcmaScript(path, text, 'javascript'),
  prepare: (path, text, options) => prepareEcmaScript(path, text, 'javascript', options),
  imported: (path, text) => importedByEcmaScript(path, text, 'javascript'),
  mutations: (path, text) => mutationsOfEcmaScript(path, text, 'javascript'),
};
