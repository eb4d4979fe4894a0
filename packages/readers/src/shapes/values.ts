import { isObject, toText, valueAt, type JsonObject } from '../row.ts';

/** The scalar at a dotted path as text; empty if there is none. */
export function textAt(value: JsonObject, path: string): string {
  return toText(valueAt(value, path)) ?? '';
}

/** The first path with a text; empty if none has one. */
export function firstText(value: JsonObject, ...paths: string[]): string {
  for (const path of paths) {
    const text = textAt(value, path);
    if (text.trim() !== '') return text;
  }
  return '';
}

/** The object at a dotted path; an empty one if there is none. */
export function objectAt(value: JsonObject, path: string): JsonObject {
  const found = valueAt(value, path);
  return isObject(found) ? found : {};
}

/** The objects of the list at a dotted path. */
export function objectsAt(value: JsonObject, path: string): JsonObject[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** The parts that are not empty, one per line. */
export function joinLines(...parts: string[]): string {
  return parts.filter((part) => part.trim() !== '').join('\n');
}
