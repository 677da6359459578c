import { type Static, Type } from 'typebox';

/** What requests look like; the same schemas check them and are served in /openapi.json. */

const MOST_PATH = 4096;
/** Characters of code that is sent along. */
const MOST_CONTENT = 2 * 1024 * 1024;
const MOST_MODELS = 100;

const PathText = Type.String({ minLength: 1, maxLength: MOST_PATH });
const Content = Type.String({ maxLength: MOST_CONTENT });
const Kind = Type.Unsafe<'file' | 'app'>({
  type: 'string',
  enum: ['file', 'app'],
  description: 'Two files, or two folders.',
});
const Weights = Type.Unsafe<string | Record<string, number>>({
  description: 'The name of a preset, or a weight for each dimension; one that is not named counts nothing.',
  anyOf: [
    { type: 'string', minLength: 1, maxLength: 100 },
    {
      type: 'object',
      additionalProperties: { type: 'number', minimum: 0 },
      minProperties: 1,
      maxProperties: 20,
    },
  ],
});
const Language = Type.Unsafe<string>({
  type: 'string',
  enum: ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'],
  description: 'Of code that is sent along; ts where it is not said.',
});

const closed = { additionalProperties: false } as const;

export const EvaluateRequest = Type.Object(
  {
    golden_path: Type.Optional(PathText),
    generated_path: Type.Optional(PathText),
    golden_content: Type.Optional(Content),
    generated_content: Type.Optional(Content),
    language: Type.Optional(Language),
    evaluation_type: Type.Optional(Kind),
    weights: Type.Optional(Weights),
  },
  {
    ...closed,
    description:
      'golden_path and generated_path, below the folder that is served, or golden_content and generated_content, the code itself.',
  },
);
export type EvaluateRequest = Static<typeof EvaluateRequest>;

export const CompareRequest = Type.Object(
  {
    golden_standard: PathText,
    models: Type.Unsafe<Record<string, string>>({
      type: 'object',
      propertyNames: { type: 'string', minLength: 1, maxLength: 300 },
      additionalProperties: PathText,
      minProperties: 1,
      maxProperties: MOST_MODELS,
      description: 'For each model its name and where its code is.',
    }),
    evaluation_type: Type.Optional(Kind),
    max_workers: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1024,
        description: 'Kept for callers that send it; Fern shares its workers among all requests.',
      }),
    ),
    weights: Type.Optional(Weights),
  },
  closed,
);
export type CompareRequest = Static<typeof CompareRequest>;

export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  instance: Type.String(),
  errors: Type.Optional(Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() }))),
});

export const Health = Type.Object({
  status: Type.String(),
  version: Type.String(),
  uptime_seconds: Type.Number(),
});
