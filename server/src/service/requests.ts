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

const Async = Type.Optional(
  Type.Boolean({
    description: 'true: answer at once with 202 and a job, as `Prefer: respond-async` asks for.',
  }),
);

const closed = { additionalProperties: false } as const;

const EVALUATION = {
  golden_path: Type.Optional(PathText),
  generated_path: Type.Optional(PathText),
  golden_content: Type.Optional(Content),
  generated_content: Type.Optional(Content),
  language: Type.Optional(Language),
  evaluation_type: Type.Optional(Kind),
  weights: Type.Optional(Weights),
};

export const EvaluateRequest = Type.Object(
  { ...EVALUATION, async: Async },
  {
    ...closed,
    description:
      'golden_path and generated_path, below a folder that is served, or golden_content and generated_content, the code itself.',
  },
);
export type EvaluateRequest = Static<typeof EvaluateRequest>;

/** Evaluations of a batch. */
const MOST_EVALUATIONS = 1000;

export const BatchRequest = Type.Object(
  {
    evaluations: Type.Array(Type.Object(EVALUATION, closed), { minItems: 1, maxItems: MOST_EVALUATIONS }),
    async: Async,
  },
  closed,
);
export type BatchRequest = Static<typeof BatchRequest>;

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
    async: Async,
  },
  closed,
);
export type CompareRequest = Static<typeof CompareRequest>;
