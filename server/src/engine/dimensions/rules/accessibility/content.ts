import { K } from '../../../model/kinds.ts';
import type { Tree } from '../../../model/source.ts';
import { child, label } from '../../../model/tree.ts';
import { attribute, type Element, has, isTrue, readElement } from '../element.ts';
import type { RuleContext } from '../rule.ts';

/** What a screen reader finds inside an element: nothing, only signs, or words (or something that may be words). */
export type Content = 'none' | 'symbol' | 'words';

/** Deeper content is taken for words. */
const MAX_DEPTH = 40;

/** Packages whose components are pictures without words. */
const ICON_PACKAGE =
  /^(react-icons|lucide-react|@heroicons|@mui\/icons-material|@fortawesome|@tabler\/icons|phosphor-react|@radix-ui\/react-icons)/;

export function contentOf(context: RuleContext, element: Element): Content {
  return inside(context, element.content, element.end, 0);
}

function inside(context: RuleContext, from: number, to: number, depth: number): Content {
  let best: Content = 'none';
  for (let node = from; node < to; node += context.tree.size[node]) {
    const found = of(context, node, depth + 1);
    if (found === 'words') return found;
    if (found === 'symbol') best = found;
  }
  return best;
}

function of(context: RuleContext, node: number, depth: number): Content {
  const { tree } = context;
  if (node < 0) return 'none';
  if (depth > MAX_DEPTH) return 'words';
  switch (tree.kind[node]) {
    case K.JsxText:
    case K.String:
      return textContent(label(tree, node));
    case K.JsxExpression:
      return of(context, child(tree, node, 0), depth + 1);
    case K.JsxFragment:
      return inside(context, node + 1, node + tree.size[node], depth);
    case K.JsxElement:
      return elementContent(context, readElement(tree, node), depth);
    case K.Logical:
      return of(context, child(tree, node, 1), depth + 1);
    case K.Conditional: {
      const one = of(context, child(tree, node, 1), depth + 1);
      return one === 'words' ? one : higher(one, of(context, child(tree, node, 2), depth + 1));
    }
    case K.Constant:
      return 'none';
    default:
      return 'words';
  }
}

function elementContent(context: RuleContext, element: Element, depth: number): Content {
  const { tree } = context;
  if (isTrue(tree, element, 'aria-hidden') || isTrue(tree, element, 'hidden')) return 'none';
  if (element.spread || has(tree, element, 'aria-label') || has(tree, element, 'aria-labelledby'))
    return 'words';
  if (has(tree, element, 'title')) return 'words';
  if (!element.intrinsic) return element.content < element.end || !isIcon(tree, element) ? 'words' : 'none';
  if (element.attributes.has('dangerouslysetinnerhtml')) return 'words';
  if (element.tag === 'img') {
    const alt = attribute(tree, element, 'alt');
    return alt === null || (typeof alt === 'string' && alt.trim() !== '') ? 'words' : 'none';
  }
  if (element.tag === 'path' || element.tag === 'use') return 'none';
  return inside(context, element.content, element.end, depth);
}

/** A component of an icon package; others may well bring their own words. */
function isIcon(tree: Tree, element: Element): boolean {
  const tag = element.node + 1;
  const symbol = tree.kind[tag] === K.Identifier ? tree.symbol[tag] : -1;
  const origin = symbol < 0 ? undefined : tree.symbols[symbol].origin;
  return origin !== undefined && ICON_PACKAGE.test(origin) && !element.attributes.has('label');
}

function textContent(text: string): Content {
  if (/[\p{L}\p{N}]/u.test(text)) return 'words';
  return text.trim() === '' ? 'none' : 'symbol';
}

function higher(a: Content, b: Content): Content {
  return a === 'words' || b === 'words' ? 'words' : a === 'symbol' || b === 'symbol' ? 'symbol' : 'none';
}
