import { type Fix, rewriting, without } from './fix.ts';

/** What can be mended in JSX, by rule. */
export const MARKUP_FIXES: Readonly<Record<string, Fix>> = {
  'accessibility/alt-text': rewriting(
    /^<(?:img|Image)\b(?![^>]*\balt=)/,
    '$& alt=""',
    'Add an empty alt text (a picture that only decorates)',
  ),
  'accessibility/no-autofocus': without('autoFocus'),
  'accessibility/access-key': without('accessKey'),
  'accessibility/redundant-role': without('role'),
  'accessibility/scope-attribute': without('scope'),
  'accessibility/html-lang': rewriting(
    /^<html\b(?![^>]*\blang=)/,
    '$& lang="en"',
    'Say that the page is English',
  ),
  'accessibility/tabindex-positive': rewriting(
    /^(tabIndex=)(?:\{[^}]*\}|"[^"]*")$/,
    '$1{0}',
    'Follow the reading order: tabIndex 0',
  ),
  'security/target-blank': ({ text, after }) =>
    /^target=(?:"_blank"|\{'_blank'\})$/i.test(text) && !/^[^<]*?\brel=/.test(after.split('>', 1)[0])
      ? { title: 'Add rel="noopener noreferrer"', newText: `${text} rel="noopener noreferrer"` }
      : null,
};
