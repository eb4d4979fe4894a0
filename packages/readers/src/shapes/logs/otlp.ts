import { isObject, toText, type JsonObject, type Row } from '../../row.ts';
import type { StreamRef } from '../../source.ts';
import type { Shape } from '../shape.ts';
import { firstText, objectsAt, textAt, toStream } from '../values.ts';

/** OTLP JSON: a request with log records, by resource and by scope. */
export const otlpLogs: Shape = {
  name: 'OpenTelemetry logs',
  matches: ({ resourceLogs }) => Array.isArray(resourceLogs),
  lists: ['resourceLogs'],
  read: () => [],
};

export const otlpResource: Shape = {
  name: 'OpenTelemetry logs',
  matches: ({ scopeLogs, instrumentationLibraryLogs }) =>
    Array.isArray(scopeLogs) || Array.isArray(instrumentationLibraryLogs),
  lists: ['scopeLogs', 'instrumentationLibraryLogs'],
  read: () => [],
};

export const otlpScope: Shape = {
  name: 'OpenTelemetry logs',
  matches: ({ logRecords }) => Array.isArray(logRecords),
  lists: ['logRecords'],
  read: () => [],
};

export const otlpRecord: Shape = {
  name: 'OpenTelemetry logs',
  matches: (value) =>
    firstText(value, 'timeUnixNano', 'observedTimeUnixNano') !== '' &&
    (Object.hasOwn(value, 'body') ||
      Object.hasOwn(value, 'severityText') ||
      Object.hasOwn(value, 'attributes')),
  read(value, _, row) {
    const facts = { ...findResource(row), ...readAttributes(value) };
    const at = textAt(value, 'timeUnixNano');
    const service = textAt(facts, 'service.name');
    return {
      kind: 'log',
      // 0 means that the time of the event is not known.
      at: at === '' || at === '0' ? textAt(value, 'observedTimeUnixNano') : at,
      text: readAny(value['body']) || textAt(facts, 'event.name') || textAt(value, 'eventName'),
      stream: toService(facts),
      fields: {
        level: textAt(value, 'severityText').toLowerCase() || readSeverity(value['severityNumber']),
        service,
        ...facts,
        trace: textAt(value, 'traceId'),
        span: textAt(value, 'spanId'),
      },
    };
  },
};

/** The attributes of the resource, two levels above. */
function findResource({ parent }: Row): Record<string, string> {
  for (let row = parent; row !== undefined; row = row.parent)
    if (isObject(row.value['resource'])) return readAttributes(row.value['resource']);
  return {};
}

function toService(facts: JsonObject): StreamRef | null {
  const name = textAt(facts, 'service.name');
  return toStream(name);
}

function readAttributes(value: JsonObject): Record<string, string> {
  return Object.fromEntries(
    objectsAt(value, 'attributes')
      .slice(0, 40)
      .map((one) => [textAt(one, 'key'), readAny(one['value'])]),
  );
}

/** An `AnyValue`: `{"stringValue": "…"}`, a list or a map. */
function readAny(value: unknown, depth = 0): string {
  if (!isObject(value) || depth > 8) return toText(value) ?? '';
  for (const name of ['stringValue', 'intValue', 'doubleValue', 'boolValue', 'bytesValue'])
    if (Object.hasOwn(value, name)) return toText(value[name]) ?? '';
  const list = objectsAt(value, 'arrayValue.values');
  if (list.length > 0) return list.map((one) => readAny(one, depth + 1)).join(', ');
  return objectsAt(value, 'kvlistValue.values')
    .map((one) => `${textAt(one, 'key')}: ${readAny(one['value'], depth + 1)}`)
    .join('\n');
}

function readSeverity(number: unknown): string {
  if (typeof number !== 'number' || number < 1 || number > 24) return '';
  return ['trace', 'debug', 'info', 'warn', 'error', 'fatal'][Math.floor((number - 1) / 4)] ?? '';
}
