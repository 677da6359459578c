import { FUNCTION_KINDS } from '../../../metrics/roles.ts';
import { Flag, K } from '../../../model/kinds.ts';
import { label } from '../../../model/tree.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { argument, bare, calls, declaredValue, lastName, propertyValue, some } from '../values.ts';

const EFFECTS = ['useEffect', 'useLayoutEffect'];
const HOOKS = ['useEffect', 'useLayoutEffect', 'useMemo', 'useCallback'];
const SETTER = /^set[A-Z]/;

/** Effects of React that run too often or never end. */
export const EFFECT_RULES: readonly Rule[] = [
  {
    id: 'performance/effect-without-dependencies',
    dimension: 'performance',
    severity: 'error',
    says: 'An effect without dependencies sets state: each drawing asks for the next.',
    reference: 'React: useEffect',
    kinds: [K.Call],
    callees: EFFECTS,
    check(context, node) {
      const { tree } = context;
      const effect = effectBody(context, node);
      if (effect < 0 || argument(tree, node, 1) >= 0) return;
      const guarded = some(tree, effect, (i) => tree.kind[i] === K.If || tree.kind[i] === K.Conditional);
      if (!guarded && some(tree, effect, (i) => isSetter(context, i))) context.report(node);
    },
  },
  {
    id: 'performance/derived-state',
    dimension: 'performance',
    severity: 'information',
    says: 'State that follows from other values is set in an effect, so all is drawn twice; compute it while drawing.',
    reference: 'React: you might not need an effect',
    kinds: [K.Call],
    callees: EFFECTS,
    check(context, node) {
      const { tree } = context;
      const effect = effectBody(context, node);
      const list = argument(tree, node, 1);
      if (effect < 0 || list < 0 || tree.kind[list] !== K.Array || tree.size[list] === 1) return;
      if ((tree.flags[effect] & Flag.Async) !== 0) return;
      const setters = onlySetters(context, effect);
      if (setters.length === 0) return;
      const watched = new Set<number>();
      for (let i = list; i < list + tree.size[list]; i++)
        if (tree.kind[i] === K.Identifier) watched.add(tree.symbol[i]);
      const derived = setters.every((call) => {
        const value = argument(tree, call, 0);
        if (value < 0 || FUNCTION_KINDS[tree.kind[value]] === 1 || mayWait(context, value)) return false;
        return some(tree, value, (i) => tree.kind[i] === K.Identifier && watched.has(tree.symbol[i]));
      });
      if (derived) context.report(node);
    },
  },
  {
    id: 'performance/unstable-dependency',
    dimension: 'performance',
    severity: 'warning',
    says: 'A dependency is a new object or function each time, so the hook always runs.',
    reference: 'React: useEffect',
    kinds: [K.Call],
    callees: HOOKS,
    check(context, node) {
      const { tree, facts } = context;
      const list = argument(tree, node, 1);
      if (list < 0 || tree.kind[list] !== K.Array) return;
      const component = facts.functionOf(node);
      for (let part = list + 1; part < list + tree.size[list]; part += tree.size[part]) {
        const item = bare(tree, part);
        if (isNew(tree.kind[item])) context.report(part);
        else if (tree.kind[item] === K.Identifier) {
          const name = facts.declarationOf(tree.symbol[item]);
          const own = name >= 0 && component >= 0 && facts.functionOf(name) === component;
          const plain = own && tree.kind[tree.parent[name]] === K.Variable;
          const value = plain ? declaredValue(tree, name) : -1;
          if (value >= 0 && isNew(tree.kind[bare(tree, value)])) {
            context.report(
              part,
              `\`${label(tree, item)}\` is a new object or function each time, so the hook always runs.`,
            );
          }
        }
      }
    },
  },
  {
    id: 'performance/effect-leak',
    dimension: 'performance',
    severity: 'warning',
    says: 'An effect adds a listener, timer or connection and never takes it away.',
    reference: 'CWE-401',
    kinds: [K.Call],
    callees: EFFECTS,
    check(context, node) {
      const { tree, facts } = context;
      const effect = effectBody(context, node);
      if (effect < 0 || returnsSomething(context, effect)) return;
      const end = effect + tree.size[effect];
      for (let i = effect + 1; i < end; i++) {
        const kind = tree.kind[i];
        if ((kind !== K.Call && kind !== K.New) || facts.functionOf(i) !== effect) continue;
        const name = lastName(tree, i + 1);
        const starts =
          kind === K.New
            ? /^(WebSocket|EventSource|IntersectionObserver|MutationObserver|ResizeObserver|PerformanceObserver)$/.test(
                name,
              )
            : name === 'setInterval' || (name === 'addEventListener' && !endsItself(context, i));
        if (starts && !calls(tree, effect, /^(clearInterval|removeEventListener|disconnect|close|abort)$/)) {
          context.report(i, `\`${name}\` in an effect is never taken away.`);
        }
      }
    },
  },
];

/** The function given to the effect, or -1. */
function effectBody({ tree }: RuleContext, call: number): number {
  const effect = argument(tree, call, 0);
  return effect >= 0 && (tree.kind[effect] === K.Arrow || tree.kind[effect] === K.Function) ? effect : -1;
}

/** A direct call of a state setter: not one that waits in a closure. */
function isSetter({ tree, facts }: RuleContext, node: number): boolean {
  if (tree.kind[node] !== K.Call || tree.kind[node + 1] !== K.Identifier) return false;
  if (!SETTER.test(label(tree, node + 1)) || /^set(Timeout|Interval|Immediate)$/.test(label(tree, node + 1)))
    return false;
  const name = facts.declarationOf(tree.symbol[node + 1]);
  const made = name < 0 ? -1 : declaredValue(tree, name);
  return made >= 0 && tree.kind[made] === K.Call && /^use(State|Reducer)$/.test(lastName(tree, made + 1));
}

/** The calls of an effect that does nothing but set state, each by a statement of its own; else none. */
function onlySetters(context: RuleContext, effect: number): number[] {
  const { tree } = context;
  let body = -1;
  for (let part = effect + 1; part < effect + tree.size[effect]; part += tree.size[part]) body = part;
  if (tree.kind[body] !== K.Block) return isSetter(context, body) ? [body] : [];
  const found: number[] = [];
  for (let part = body + 1; part < body + tree.size[body]; part += tree.size[part]) {
    if (tree.kind[part] === K.Variables && !mayWait(context, part)) continue;
    if (tree.kind[part] !== K.ExpressionStatement || !isSetter(context, part + 1)) return [];
    found.push(part + 1);
  }
  return found;
}

function mayWait({ tree }: RuleContext, node: number): boolean {
  return some(
    tree,
    node,
    (i) => tree.kind[i] === K.Await || /^(fetch|current|localStorage|document|window)$/.test(label(tree, i)),
  );
}

function isNew(kind: number): boolean {
  return kind === K.Object || kind === K.Array || kind === K.Arrow || kind === K.Function || kind === K.New;
}

/** True when the effect returns something, which is then its clean-up. */
function returnsSomething({ tree, facts }: RuleContext, effect: number): boolean {
  const end = effect + tree.size[effect];
  let last = -1;
  for (let part = effect + 1; part < end; part += tree.size[part]) last = part;
  if (last >= 0 && tree.kind[last] !== K.Block)
    return tree.kind[last] === K.Arrow || tree.kind[last] === K.Call;
  return some(
    tree,
    effect,
    (i) => tree.kind[i] === K.Return && tree.size[i] > 1 && facts.functionOf(i) === effect,
  );
}

/** `{ once: true }` and `{ signal }`. */
function endsItself({ tree }: RuleContext, call: number): boolean {
  const options = argument(tree, call, 2);
  return (
    options >= 0 && (propertyValue(tree, options, 'once') >= 0 || propertyValue(tree, options, 'signal') >= 0)
  );
}
