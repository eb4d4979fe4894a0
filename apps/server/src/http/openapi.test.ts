import { findingTypes, routes, type Route } from '@debrief/contract';
import { expect, test } from 'vitest';
import { openApiDocument } from './openapi.ts';

type Json = Record<string, unknown>;
const document: Json = JSON.parse(JSON.stringify(openApiDocument())) as Json;

function at(path: string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined,
    document,
  );
}

/** Every object of the document with its path. */
function* walk(value: unknown, path: string[] = []): Generator<[string[], Json]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [path, { ...value }];
  for (const [key, inner] of Object.entries(value)) yield* walk(inner, [...path, key]);
}

test('is valid OpenAPI 3.1, and every reference resolves', () => {
  expect(document).toMatchObject({
    openapi: expect.stringMatching(/^3\.1\.\d$/) as unknown,
    info: { title: 'Debrief', version: expect.any(String) as unknown },
  });
  const references = [...walk(document)].flatMap(([, value]) =>
    typeof value['$ref'] === 'string' ? [value['$ref']] : [],
  );
  expect(references.length).toBeGreaterThan(50);
  for (const reference of new Set(references)) {
    expect(reference).toMatch(/^#\/components\//);
    expect(at(reference.slice(2).split('/'))).toBeTypeOf('object');
  }
});

test('has every route of the contract as one operation with its parameters and responses', () => {
  const operations = [...walk(at(['paths']))]
    .filter(([path]) => path.length === 2)
    .map(([[path = '', method = ''], operation]) => ({ path, method, operation }));
  const all = Object.entries(routes).flatMap(([room, table]) =>
    Object.entries<Route>(table).map(([name, route]) => ({ id: `${room}.${name}`, route })),
  );
  expect(operations.map(({ operation }) => String(operation['operationId'])).toSorted()).toEqual(
    all.map(({ id }) => id).toSorted(),
  );
  for (const { path, method, operation } of operations) {
    const route = all.find(({ id }) => id === operation['operationId'])?.route;
    expect({ path, method }).toEqual({ path: route?.path, method: route?.method });
    const parameters = (Array.isArray(operation['parameters']) ? operation['parameters'] : []) as {
      name: string;
      in: string;
      required: boolean;
      schema: unknown;
    }[];
    const named = parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
    expect(new Set(named).size).toBe(named.length);
    for (const [, name] of path.matchAll(/\{(\w+)\}/g))
      expect(parameters).toContainEqual(
        expect.objectContaining({ name, in: 'path', required: true }),
      );
    for (const parameter of parameters) expect(parameter.schema).toBeTypeOf('object');
    const responses = Object.keys(operation['responses'] ?? {});
    expect(responses).toEqual([String(route?.status ?? 200), 'default']);
    expect(operation['security'] === undefined).toBe(false);
    if (method === 'get' || method === 'delete') expect(operation['requestBody']).toBeUndefined();
  }
});

test('has component names that tools accept, and no schema without content', () => {
  for (const kind of ['schemas', 'responses', 'securitySchemes']) {
    for (const [name, value] of Object.entries(at(['components', kind]) ?? {})) {
      expect(name).toMatch(/^[\w.-]+$/);
      expect(Object.keys(value as object).length).toBeGreaterThan(0);
    }
  }
  for (const [path, value] of walk(at(['components', 'schemas']))) {
    if (value['type'] === 'object' && Array.isArray(value['required'])) {
      for (const name of value['required'])
        expect({
          path,
          has: Object.keys(value['properties'] ?? {}).includes(String(name)),
        }).toEqual({ path, has: true });
    }
  }
});

test('describes the body of an input that has variants', () => {
  for (const path of ['/api/incidents/{incident}/investigation', '/api/findings/{id}']) {
    const method = path.endsWith('{id}') ? 'patch' : 'post';
    const schema = at([
      'paths',
      path,
      method,
      'requestBody',
      'content',
      'application/json',
      'schema',
    ]);
    expect(schema).toHaveProperty('oneOf.length', findingTypes.length);
    expect(JSON.stringify(schema)).not.toContain('"incident"');
  }
});
