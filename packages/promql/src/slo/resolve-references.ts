import {
  isFields,
  isSet,
  listIn,
  textIn,
  valueIn,
  type Fields,
  type Json,
  type Path,
  type Report,
} from './shapes.ts';

/** An object of OpenSLO and where it was read. */
export interface SloObject {
  file: string;
  line: number;
  version: string;
  kind: string;
  name: string;
  value: Fields;
}

/** Finds the objects of one kind with one name. */
export type FindObjects = (kind: string, name: string) => readonly SloObject[];

/** The object with what it names in place of the names, as the SDK of OpenSLO writes it. */
export function resolveReferences(object: SloObject, find: FindObjects, report: Report): Fields {
  const spec = valueIn(object.value, 'spec');
  if (!isFields(spec)) return object.value;
  const resolver = new Resolver(find, report);
  if (object.kind === 'AlertPolicy')
    return { ...object.value, spec: resolver.policy(spec, ['spec']) };
  if (object.kind === 'SLO') return { ...object.value, spec: resolver.slo(spec, ['spec']) };
  return object.value;
}

class Resolver {
  readonly #find: FindObjects;
  readonly #report: Report;

  constructor(find: FindObjects, report: Report) {
    this.#find = find;
    this.#report = report;
  }

  slo(spec: Fields, path: Path): Fields {
    const resolved = this.#indicator(spec, path);
    const objectives = listIn(spec, 'objectives');
    const policies = listIn(spec, 'alertPolicies');
    return {
      ...resolved,
      ...(objectives.length > 0 && {
        objectives: objectives.map((one, index) =>
          isFields(one) ? this.#indicator(one, [...path, 'objectives', index]) : one,
        ),
      }),
      ...(policies.length > 0 && {
        alertPolicies: policies.map((one, index) => {
          const at = [...path, 'alertPolicies', index];
          const inline = this.#item(one, 'AlertPolicy', 'alertPolicyRef', at);
          const inner = valueIn(inline, 'spec');
          // What a policy elsewhere names is reported there.
          const resolver = inline === one ? this : new Resolver(this.#find, () => {});
          return isFields(inline) && isFields(inner)
            ? { ...inline, spec: resolver.policy(inner, [...at, 'spec']) }
            : inline;
        }),
      }),
    };
  }

  policy(spec: Fields, path: Path): Fields {
    const items = (list: string, kind: string, reference: string) => {
      const found = listIn(spec, list);
      if (found.length === 0) return {};
      return {
        [list]: found.map((one, index) => this.#item(one, kind, reference, [...path, list, index])),
      };
    };
    return {
      ...spec,
      ...items('conditions', 'AlertCondition', 'conditionRef'),
      ...items('notificationTargets', 'AlertNotificationTarget', 'targetRef'),
    };
  }

  #indicator(fields: Fields, path: Path): Fields {
    const name = textIn(fields, 'indicatorRef');
    const found = name === '' ? null : this.#one('SLI', name, [...path, 'indicatorRef']);
    if (!found) return fields;
    const { indicatorRef: _, ...rest } = fields;
    return { ...rest, indicator: pick(found.value, ['metadata', 'spec']) };
  }

  #item(item: Json, kind: string, reference: string, path: Path): Json {
    const name = textIn(item, reference);
    const found = name === '' ? null : this.#one(kind, name, [...path, reference]);
    return found ? pick(found.value, ['kind', 'metadata', 'spec']) : item;
  }

  #one(kind: string, name: string, path: Path): SloObject | null {
    const found = this.#find(kind, name);
    if (found.length === 1) return found[0] ?? null;
    const message =
      found.length === 0
        ? `there is no ${kind} "${name}" in these files`
        : `${found.length} objects are the ${kind} "${name}"`;
    this.#report('reference', path, message);
    return null;
  }
}

function pick(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = valueIn(fields, name);
      return isSet(value) ? [[name, value]] : [];
    }),
  );
}
