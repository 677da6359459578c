import { type DocType, readDocType } from './expression.ts';
import type { DocTag } from './tags.ts';

/** A parameter or property as its doc comment describes it. */
export interface DocEntry extends DocType {
  readonly name: string;
}

/** What the tags of a doc comment say of a function. */
export interface DocSignature {
  readonly parameters: readonly DocEntry[];
  readonly returns: string | null;
  /** `@type` of the function as a whole. */
  readonly type: string | null;
  /** Its type parameters, as TypeScript writes them: `<T extends string, U>`, or nothing. */
  readonly generics: string;
}

const PARAMETER = /^(?:param|arg|argument)$/;
const PROPERTY = /^prop(?:erty)?$/;
const RETURNS = /^returns?$/;
/** Types of which the entries below, `options.depth`, say what is in them. */
const PLAIN_OBJECT = /^(?:Object|any|Record<string, any>)$/;
const PLAIN_OBJECTS = /^(?:(?:Object|any)\[\]|Array<(?:Object|any)>)$/;

interface Group {
  readonly head: DocTag;
  readonly parts: readonly DocTag[];
}

/** Names that `@typedef` and `@callback` declare. */
export function declaredNames(tags: readonly DocTag[]): string[] {
  return tags.filter(isDeclaration).flatMap((tag) => (tag.name === '' ? [] : [tag.name]));
}

/** The types that a doc comment declares, as TypeScript: `type Name<T> = …`. */
export function declarationsOf(tags: readonly DocTag[], declared: ReadonlySet<string>): string[] {
  const generics = genericsOf(tags, declared);
  return groups(tags).flatMap(({ head, parts }) => {
    if (head.name === '' || !/^[A-Za-z_$][\w$]*$/.test(head.name)) return [];
    if (head.tag === 'callback') {
      const { parameters, returns } = signatureOf(parts, declared);
      return [`type ${head.name}${generics} = ${functionType(parameters, returns)};`];
    }
    const properties = entriesOf(
      parts.filter(({ tag }) => PROPERTY.test(tag)),
      declared,
    );
    const own = head.type === null ? 'Object' : readDocType(head.type, declared).type;
    if (properties.length === 0) return [`type ${head.name}${generics} = ${own};`];
    const members = objectType(properties);
    return [`type ${head.name}${generics} = ${PLAIN_OBJECTS.test(own) ? `${members}[]` : members};`];
  });
}

/** What a doc comment says of the function below it; null when that is nothing, or when it declares types. */
export function functionOf(tags: readonly DocTag[], declared: ReadonlySet<string>): DocSignature | null {
  if (tags.some(isDeclaration)) return null;
  const signature = signatureOf(tags, declared);
  const { parameters, returns, type } = signature;
  return parameters.length === 0 && returns === null && type === null ? null : signature;
}

function isDeclaration({ tag }: DocTag): boolean {
  return tag === 'typedef' || tag === 'callback';
}

/** Each declaring tag with those that belong to it. */
function groups(tags: readonly DocTag[]): Group[] {
  const found: { head: DocTag; parts: DocTag[] }[] = [];
  for (const tag of tags)
    if (isDeclaration(tag)) found.push({ head: tag, parts: [] });
    else found.at(-1)?.parts.push(tag);
  return found;
}

function signatureOf(tags: readonly DocTag[], declared: ReadonlySet<string>): DocSignature {
  const typed = (tag: DocTag | undefined): string | null =>
    tag?.type ? readDocType(tag.type, declared).type : null;
  return {
    parameters: entriesOf(
      tags.filter(({ tag }) => PARAMETER.test(tag)),
      declared,
    ),
    returns: typed(tags.find(({ tag }) => RETURNS.test(tag))),
    type: typed(tags.find(({ tag }) => tag === 'type')),
    generics: genericsOf(tags, declared),
  };
}

/** Entries of one level; those below them, `options.depth` or `rows[].id`, become their types. */
function entriesOf(tags: readonly DocTag[], declared: ReadonlySet<string>): DocEntry[] {
  const named = tags.filter(({ name }) => name !== '');
  return named.flatMap((tag) => {
    if (tag.name.includes('.')) return [];
    const read = tag.type === null ? null : readDocType(tag.type, declared);
    const below = named.flatMap((other) => {
      const inner = [`${tag.name}.`, `${tag.name}[].`].find((start) => other.name.startsWith(start));
      return inner === undefined ? [] : [{ ...other, name: other.name.slice(inner.length) }];
    });
    const own = read?.type ?? 'any';
    const list = PLAIN_OBJECTS.test(own) || named.some(({ name }) => name.startsWith(`${tag.name}[].`));
    const made = below.length > 0 && (list || PLAIN_OBJECT.test(own));
    const members = made ? objectType(entriesOf(below, declared)) : '';
    return [
      {
        name: tag.name,
        type: made ? (list ? `${members}[]` : members) : own,
        optional: tag.optional || (read?.optional ?? false),
        rest: read?.rest ?? false,
      },
    ];
  });
}

function objectType(entries: readonly DocEntry[]): string {
  const members = entries.map(
    ({ name, type, optional }) => `${JSON.stringify(name)}${optional ? '?' : ''}: ${type}`,
  );
  return `{ ${members.join('; ')} }`;
}

function functionType(parameters: readonly DocEntry[], returns: string | null): string {
  const list = parameters.map(({ type, optional, rest }, index) =>
    rest ? `...p${index}: (${type})[]` : `p${index}${optional ? '?' : ''}: ${type}`,
  );
  return `(${list.join(', ')}) => ${returns ?? 'void'}`;
}

function genericsOf(tags: readonly DocTag[], declared: ReadonlySet<string>): string {
  const names = tags
    .filter(({ tag }) => tag === 'template')
    .flatMap(({ type, text, name }) => {
      const all = (/^\[?([\w$]+(?:\s*,\s*[\w$]+)*)/.exec(text)?.[1] ?? name).split(/\s*,\s*/);
      const limit = type === null ? '' : ` extends ${readDocType(type, declared).type}`;
      return all.filter((one) => one !== '').map((one, index) => (index === 0 ? one + limit : one));
    });
  return names.length === 0 ? '' : `<${[...new Set(names)].join(', ')}>`;
}
