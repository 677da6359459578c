import { parseEcmaScript } from './ecmascript/parse.ts';
import type { Language } from './language.ts';

export const javascript: Language = {
  id: 'javascript',
  extensions: ['.js', '.jsx', '.mjs', '.cjs'],
  parse: (path, text) => parseEcmaScript(path, text, 'javascript'),
};
