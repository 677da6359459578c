import { parseEcmaScript } from './ecmascript/parse.ts';
import type { Language } from './language.ts';

export const javascript: Language = {
  id: 'javascript',
  parse: (path, text) => parseEcmaScript(path, text, 'javascript'),
};
