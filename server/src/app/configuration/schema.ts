import { ENVIRONMENT_NAMES } from '../../protocol/settings/project.ts';
import type { Setting, SettingType } from '../../protocol/settings/types.ts';
import { DIMENSION_NAMES, WEIGHT_PRESETS } from '../../protocol/settings/weights.ts';
import { SETTINGS } from '../../protocol/settings.ts';
import { GLOB_PATTERN, NAME_PATTERN, RULE_PATTERN } from './check.ts';

export type JsonSchema = { readonly [keyword: string]: unknown };

interface Group {
  readonly rows: Map<string, Setting>;
  readonly groups: Map<string, Group>;
}

/** The JSON schema (draft-07) of fern.config.json: completion, hover texts and warnings in editors. */
export function configSchema(): JsonSchema {
  const rows = SETTINGS.filter((row) => row.file);
  const inBlocks = rows.filter(({ key }) => key !== 'environments' && key !== '$schema');
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of Fern',
    ...objectSchema(grouped(rows)),
    definitions: { settings: objectSchema(grouped(inBlocks)) },
  };
}

function grouped(rows: readonly Setting[]): Group {
  const root: Group = { rows: new Map(), groups: new Map() };
  for (const row of rows) {
    const path = row.key.split('.');
    const name = path.pop() ?? row.key;
    let group = root;
    for (const part of path) {
      const inner = group.groups.get(part) ?? { rows: new Map(), groups: new Map() };
      group.groups.set(part, inner);
      group = inner;
    }
    group.rows.set(name, row);
  }
  return root;
}

function objectSchema({ rows, groups }: Group): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const [name, row] of rows) {
    properties[name] = {
      description:
        row.defaultText === undefined ? row.description : `${row.description} Default: ${row.defaultText}.`,
      ...typeSchema(row.type),
      ...(row.default === null ? {} : { default: row.default }),
    };
  }
  for (const [name, group] of groups) {
    const says = [...group.rows.values()].map((row) => row.description).join(' ');
    properties[name] = { description: says, ...objectSchema(group) };
  }
  return { type: 'object', properties, additionalProperties: false };
}

const GLOBS = { type: 'array', items: { type: 'string', pattern: GLOB_PATTERN } } as const;
const NAME = { pattern: NAME_PATTERN } as const;

export function typeSchema(type: SettingType): JsonSchema {
  switch (type.kind) {
    case 'string':
      return { type: 'string' };
    case 'path':
      return {
        type: 'string',
        ...NAME,
        ...(type.names === undefined ? {} : { examples: type.names }),
      };
    case 'folders':
      return {
        oneOf: [
          { type: 'string', ...NAME },
          { type: 'array', items: { type: 'string', ...NAME }, minItems: 1 },
        ],
      };
    case 'boolean':
      return { type: 'boolean' };
    case 'integer':
    case 'bytes':
      return { type: 'integer', minimum: type.minimum, maximum: type.maximum };
    case 'number':
      return { type: 'number', minimum: type.minimum, maximum: type.maximum };
    case 'enum':
      return { type: 'string', enum: type.values };
    case 'globs':
      return { ...GLOBS, minItems: type.minimumItems };
    case 'paths':
      return { type: 'object', propertyNames: NAME, additionalProperties: { type: 'string', ...NAME } };
    case 'pathLists':
      return {
        type: 'object',
        propertyNames: NAME,
        additionalProperties: { type: 'array', items: { type: 'string', ...NAME }, minItems: 1 },
      };
    case 'accepted':
      return acceptedSchema();
    case 'globRecord':
      return { type: 'object', propertyNames: NAME, additionalProperties: { ...GLOBS, minItems: 1 } };
    case 'numbers':
      return {
        type: 'object',
        propertyNames: NAME,
        additionalProperties: { type: 'number', minimum: 0 },
      };
    case 'weights':
      return weightsSchema();
    case 'environments':
      return {
        type: 'object',
        properties: Object.fromEntries(
          ENVIRONMENT_NAMES.map((name) => [
            name,
            { description: `Settings when ENVIRONMENT is "${name}".`, $ref: '#/definitions/settings' },
          ]),
        ),
        additionalProperties: false,
      };
  }
}

function acceptedSchema(): JsonSchema {
  const text = (description: string, pattern: string = NAME_PATTERN): JsonSchema => ({
    description,
    type: 'string',
    pattern,
  });
  return {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        golden: text('The golden file.'),
        unit: text('A function, class or method of it, such as Cart.add.'),
        rule: text('A rule, such as functional/behaves-differently, or a dimension.', RULE_PATTERN),
        input: text('A call as a report shows it; only this input is left out of judging.'),
        reason: text('Why; reports show it.'),
      },
      required: ['golden', 'reason'],
      anyOf: [{ required: ['unit'] }, { required: ['rule'] }, { required: ['input'] }],
      additionalProperties: false,
    },
  };
}

/** That the sum must be positive is left to `validate`: editors would explain it badly. */
function weightsSchema(): JsonSchema {
  const properties = Object.fromEntries(
    DIMENSION_NAMES.map((name) => [
      name,
      { description: `How much ${name} counts.`, type: 'number', minimum: 0 },
    ]),
  );
  return {
    oneOf: [
      { type: 'string', enum: Object.keys(WEIGHT_PRESETS) },
      { type: 'object', properties, additionalProperties: false, minProperties: 1 },
    ],
  };
}
