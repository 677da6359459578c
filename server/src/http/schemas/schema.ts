import { type Static, Type } from 'typebox';

/** What the schemas of documents are made of. */

export const Count = Type.Integer({ minimum: 0 });
export const Share = Type.Number({ minimum: 0, maximum: 1 });
export const Signed = Type.Number({ minimum: -1, maximum: 1 });
/** A number that can't be negative. */
export const Amount = Type.Number({ minimum: 0 });
export const Texts = Type.Array(Type.String());
export const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const oneOf = <const Values extends readonly string[]>(...values: Values) =>
  Type.Unsafe<Values[number]>({ type: 'string', enum: [...values] });

/** Values by names that nobody knows beforehand. */
export const byName = <T extends Type.TSchema>(schema: T, description?: string) =>
  Type.Unsafe<Record<string, Static<T>>>({
    type: 'object',
    additionalProperties: schema,
    ...(description === undefined ? {} : { description }),
  });

export const pairOf = <A extends Type.TSchema, B extends Type.TSchema>(first: A, second: B) =>
  Type.Unsafe<[Static<A>, Static<B>]>({
    type: 'array',
    prefixItems: [first, second],
    minItems: 2,
    maxItems: 2,
  });

export const Interval = Nullable(pairOf(Type.Number(), Type.Number()));

type Plain<T> = T extends object ? { -readonly [Key in keyof T]: Plain<T[Key]> } : T;
type Same<A, B> =
  (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : false;
/** Names of fields that one of both has not, or has otherwise. */
type Differing<A, B> = {
  [Key in keyof A | keyof B]-?: Same<Pick<A, Key & keyof A>, Pick<B, Key & keyof B>> extends true
    ? never
    : Key & string;
}[keyof A | keyof B];
type Exactly<A, B> = Same<A, B> extends true ? unknown : `other than in the document: ${Differing<A, B>}`;

/**
 * A schema that has exactly what a document of the protocol has, by its name in /openapi.json: with a field too few or
 * too many it does not compile.
 */
export const document =
  <Document>() =>
  <Fields extends Type.TProperties>(
    title: string,
    fields: Fields & Exactly<Static<Type.TObject<Fields>>, Document>,
  ) =>
    Type.Object(fields as Fields, { title });
