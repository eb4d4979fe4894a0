import { errorTable, Problem, routes, type Route } from '@debrief/contract';
import { z } from 'zod';

type Json = { [key: string]: unknown };

/** The API as OpenAPI 3.1, generated from the contract's route table. */
export function openApiDocument(): Json {
  const components: Json = {};
  const paths: Record<string, Json> = {};
  for (const [room, table] of Object.entries(routes)) {
    for (const [name, route] of Object.entries<Route>(table)) {
      const path = (paths[route.path] ??= {});
      path[route.method] = operation(room, name, route, components);
    }
  }
  toJsonSchema(Problem, 'output', components);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Debrief',
      version: '1',
      description:
        'From incident evidence to a cited timeline. Errors are problem details (RFC 9457).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: Object.keys(routes).map((room) => ({ name: room })),
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key from Settings' },
        session: { type: 'apiKey', in: 'cookie', name: 'debrief.session_token' },
        guest: { type: 'apiKey', in: 'cookie', name: 'debrief.guest' },
      },
      responses: {
        Problem: {
          description: `An error: ${Object.entries(errorTable)
            .map(([code, error]) => `${error.status} ${code}`)
            .join(', ')}`,
          content: {
            'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
          },
        },
      },
    },
  };
}

function operation(room: string, name: string, route: Route, components: Json): Json {
  const input = route.input
    ? toJsonSchema(route.input, 'input', components)
    : { properties: {}, required: [] };
  const variants = [input['oneOf'] ?? input['anyOf'] ?? []].flat().map(asObject);
  const properties = asObject((variants[0] ?? input)['properties']);
  const required = Array.isArray(input['required']) ? input['required'] : [];
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const others = Object.fromEntries(
    Object.entries(properties).filter(([field]) => !inPath.includes(field)),
  );
  const hasQuery = route.method === 'get' || route.method === 'delete' || route.body === 'file';
  const parameter =
    (where: string) =>
    ([field, schema]: [string, unknown]) => ({
      name: field,
      in: where,
      required: where === 'path' || required.includes(field),
      schema,
    });
  const parameters = [
    ...inPath.map((field) => parameter('path')([field, properties[field] ?? { type: 'string' }])),
    ...(hasQuery ? Object.entries(others).map(parameter('query')) : []),
  ];
  return {
    operationId: `${room}.${name}`,
    tags: [room],
    summary: route.summary,
    ...(route.scope === 'none'
      ? { security: [] }
      : route.scope === 'guest'
        ? { security: [{ guest: [] }] }
        : { security: [{ key: [route.scope] }, { session: [] }] }),
    ...(parameters.length > 0 && { parameters }),
    ...(variants.length > 0
      ? toBody({ oneOf: variants.map((variant) => withoutFields(variant, inPath)) })
      : describeBody(route, hasQuery, others, required, inPath)),
    responses: {
      [String(route.status ?? 200)]: describeResponse(route, components),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function describeBody(
  route: Route,
  hasQuery: boolean,
  properties: Json,
  required: unknown[],
  inPath: string[],
): Json {
  if (route.body === 'file')
    return { requestBody: { required: true, content: { 'application/octet-stream': {} } } };
  if (hasQuery || Object.keys(properties).length === 0) return {};
  const schema = {
    type: 'object',
    properties,
    required: required.filter((field) => !inPath.includes(String(field))),
  };
  return toBody(schema);
}

function toBody(schema: Json): Json {
  return { requestBody: { required: true, content: { 'application/json': { schema } } } };
}

/** A variant of an input without the fields that are in the path. */
function withoutFields(variant: Json, inPath: string[]): Json {
  const isElsewhere = (field: unknown) => inPath.includes(String(field));
  return {
    ...variant,
    properties: Object.fromEntries(
      Object.entries(asObject(variant['properties'])).filter(([field]) => !isElsewhere(field)),
    ),
    required: [variant['required'] ?? []].flat().filter((field) => !isElsewhere(field)),
  };
}

function describeResponse(route: Route, components: Json): Json {
  if (route.answer === 'events')
    return { description: 'A stream of events', content: { 'text/event-stream': {} } };
  if (route.answer === 'file')
    return { description: 'A file', content: { 'application/octet-stream': {} } };
  if (!route.output) return { description: 'Done' };
  return {
    description: 'Done',
    content: { 'application/json': { schema: toJsonSchema(route.output, 'output', components) } },
  };
}

/** A schema as JSON Schema; named schemas go to the components. */
function toJsonSchema(schema: z.ZodType, io: 'input' | 'output', components: Json): Json {
  const {
    $schema: _,
    $defs,
    ...rest
  } = asObject(z.toJSONSchema(schema, { io, unrepresentable: 'any' }));
  for (const [id, definition] of Object.entries(asObject($defs)))
    components[id] ??= withoutId(relink(definition));
  const id = rest['id'];
  if (typeof id !== 'string') return asObject(relink(rest));
  components[id] ??= withoutId(relink(rest));
  return { $ref: `#/components/schemas/${id}` };
}

function withoutId(schema: unknown): Json {
  const { id: _, ...rest } = asObject(schema);
  return rest;
}

function relink(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relink);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string'
        ? inner.replace('#/$defs/', '#/components/schemas/')
        : relink(inner),
    ]),
  );
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
