import { ARIA_RULES } from './accessibility/aria.ts';
import { INTERACTION_RULES } from './accessibility/interaction.ts';
import { NAME_RULES } from './accessibility/names.ts';
import { STRUCTURE_RULES } from './accessibility/structure.ts';
import { CALLBACK_RULES } from './performance/callbacks.ts';
import { EFFECT_RULES } from './performance/effects.ts';
import { LOOP_RULES } from './performance/loops.ts';
import { RENDER_RULES } from './performance/render.ts';
import type { Rule } from './rule.ts';
import { ADDRESS_RULES } from './security/addresses.ts';
import { CRYPTO_RULES } from './security/crypto.ts';
import { INJECTION_RULES } from './security/injection.ts';
import { INPUT_RULES } from './security/input.ts';
import { MARKUP_RULES } from './security/markup.ts';
import { REGEX_RULES } from './security/regex.ts';
import { SECRET_RULES } from './security/secrets.ts';
import { WEB_RULES } from './security/web.ts';

/** Every rule of accessibility, security and performance. A new one is an entry in one of these lists. */
export const RULES: readonly Rule[] = [
  ...NAME_RULES,
  ...INTERACTION_RULES,
  ...ARIA_RULES,
  ...STRUCTURE_RULES,
  ...INJECTION_RULES,
  ...MARKUP_RULES,
  ...SECRET_RULES,
  ...CRYPTO_RULES,
  ...ADDRESS_RULES,
  ...INPUT_RULES,
  ...REGEX_RULES,
  ...WEB_RULES,
  ...LOOP_RULES,
  ...CALLBACK_RULES,
  ...RENDER_RULES,
  ...EFFECT_RULES,
];
