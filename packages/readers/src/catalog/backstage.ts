import type { ServiceKind } from '@debrief/contract';
import { isObject, toText, valueAt, type JsonObject } from '../row.ts';
import { objectAt, objectsAt, textAt } from '../shapes/values.ts';
import {
  isWebAddress,
  toAliases,
  toPages,
  type CatalogBuilder,
  type CatalogEntry,
} from './catalog-file.ts';

/** Whether a value is an entity of a Backstage catalog. */
export function isEntity(value: JsonObject): boolean {
  return (
    typeof value['kind'] === 'string' &&
    typeof value['apiVersion'] === 'string' &&
    isObject(value['metadata'])
  );
}

interface EntityRef {
  kind: string;
  namespace: string;
  name: string;
}

/** `[kind:][namespace/]name`, as entities refer to each other; null if it is no name. */
function readRef(text: string, usualKind: string, namespace: string): EntityRef | null {
  const [, kind, space, name] =
    /^(?:([^:/\s]+):)?(?:([^:/\s]+)\/)?([^:/\s]+)$/.exec(text.trim()) ?? [];
  if (name === undefined) return null;
  return { kind: (kind ?? usualKind).toLowerCase(), namespace: space ?? namespace, name };
}

const kindTexts = new Set(['component', 'api', 'resource']);

const toEntryRef = ({ kind, namespace, name }: EntityRef) => `${kind}:${namespace}/${name}`;

/** Components keep their name; APIs and resources can have the same one. */
function addEntry(file: CatalogBuilder, ref: EntityRef, isDescribed: boolean): CatalogEntry {
  const { kind, namespace, name } = ref;
  const place = namespace.toLowerCase() === 'default' ? name : `${namespace}/${name}`;
  return file.entry(
    toEntryRef(ref),
    kind === 'component' ? place : `${kind}:${place}`,
    isDescribed,
  );
}

/** Reads a Component, API or Resource with its links. */
export function readEntity(file: CatalogBuilder, value: JsonObject, place: string): void {
  const kind = textAt(value, 'kind').toLowerCase();
  const version = textAt(value, 'apiVersion');
  // Dapr and Kustomize also have components.
  if (!version.startsWith('backstage.io/'))
    return file.leaveOut(`objects of ${version.slice(0, 60)}`);
  if (!kindTexts.has(kind))
    return file.leaveOut(`entities of the kind ${textAt(value, 'kind').slice(0, 60)}`);
  const metadata = objectAt(value, 'metadata');
  const namespace = textAt(metadata, 'namespace') || 'default';
  const self = readRef(textAt(metadata, 'name'), kind, namespace);
  if (!self) return file.reject(place, 'The entity has no name.');
  if (file.isDescribed(toEntryRef({ ...self, kind })))
    return file.reject(place, 'The entity is also in an earlier document.');
  const entry = addEntry(file, { ...self, kind }, true);
  const spec = objectAt(value, 'spec');
  const type = textAt(spec, 'type').toLowerCase();
  const title = textAt(metadata, 'title');
  file.say(entry, 'kind', toKind(kind, type));
  file.say(entry, 'title', title === '' && kind !== 'component' ? self.name : title);
  file.say(entry, 'description', textAt(metadata, 'description'));
  file.say(entry, 'owner', readOwner(textAt(spec, 'owner') || findTarget(value, 'ownedBy')));
  file.say(entry, 'tier', findTier(metadata));
  readPages(file, entry, metadata);
  file.say(entry, 'aliases', toAliases([annotation(metadata, 'backstage.io/kubernetes-id')]));
  readLinks(file, entry, value, { namespace, place });
  for (const [path, what] of leftOutFields) {
    const found = valueAt(value, path);
    if (isObject(found) || toText(found) !== null) file.leaveOut(what);
  }
}

const leftOutFields = [
  ['spec.lifecycle', 'lifecycles'],
  ['spec.system', 'systems of entities'],
  ['spec.subcomponentOf', 'parents of components'],
  ['spec.definition', 'definitions of APIs'],
  ['metadata.tags', 'lists of tags'],
] as const;

function toKind(kind: string, type: string): ServiceKind {
  if (kind === 'api') return 'api';
  if (kind === 'resource') return /dataset|table|topic/.test(type) ? 'dataset' : 'resource';
  if (type === 'website' || type === 'library') return type;
  return /^(job|cron|cronjob|pipeline|batch|workflow|dag)\b/.test(type) ? 'job' : 'service';
}

/** The name of a group or user: `group:default/search` is `search`. */
function readOwner(text: string): string {
  const ref = readRef(text, 'group', 'default');
  if (!ref) return text;
  return ref.namespace === 'default' ? ref.name : `${ref.namespace}/${ref.name}`;
}

function annotation(metadata: JsonObject, name: string): string {
  return toText(objectAt(metadata, 'annotations')[name]) ?? '';
}

/** No standard field has the tier: a label or annotation whose name ends with it does. */
function findTier(metadata: JsonObject): string {
  const all = [
    ...Object.entries(objectAt(metadata, 'labels')),
    ...Object.entries(objectAt(metadata, 'annotations')),
  ];
  return toText(all.find(([name]) => /(^|[./_-])tier$/i.test(name))?.[1]) ?? '';
}

function readPages(file: CatalogBuilder, entry: CatalogEntry, metadata: JsonObject) {
  const links = objectsAt(metadata, 'links').map((link) => ({
    title: textAt(link, 'title'),
    url: textAt(link, 'url'),
    about: [textAt(link, 'type'), textAt(link, 'title'), textAt(link, 'icon')].join(' '),
  }));
  const annotations = Object.entries(objectAt(metadata, 'annotations'));
  // Plugins have annotations of their own, such as `example.com/runbook-url`.
  const pages = annotations.flatMap(([name, value]) => {
    const url = toText(value) ?? '';
    return isWebAddress(url) ? [{ title: '', url, about: name.replace(/^.*\//, '') }] : [];
  });
  const isRunbook = ({ about }: { about: string }) => /run-?\s?book|play-?\s?book/i.test(about);
  const isDashboard = (link: { about: string }) =>
    !isRunbook(link) && /dashboard|grafana|metrics/i.test(link.about);
  const all = [...links, ...pages];
  file.say(entry, 'runbooks', toPages(all.filter(isRunbook)));
  file.say(entry, 'dashboards', toPages(all.filter(isDashboard)));
  const isKept = (link: { about: string }) => isRunbook(link) || isDashboard(link);
  file.leaveOut(
    'links that are neither runbooks nor dashboards',
    links.filter((link) => !isKept(link)).length,
  );
  const readNames = /^backstage\.io\/kubernetes-id$|(^|[./_-])tier$/i;
  const kept =
    pages.filter(isKept).length + annotations.filter(([name]) => readNames.test(name)).length;
  file.leaveOut('annotations', annotations.length - kept);
}

/**
 * Which entities a field names, and the link that it means. What the API answers has them under
 * `relations` too, also those that only other entities declare.
 */
const relations = [
  { field: 'dependsOn', type: 'dependsOn', kind: 'component', link: 'calls', isReverse: false },
  {
    field: 'dependencyOf',
    type: 'dependencyOf',
    kind: 'component',
    link: 'calls',
    isReverse: true,
  },
  { field: 'consumesApis', type: 'consumesApi', kind: 'api', link: 'calls', isReverse: false },
  { field: '', type: 'apiConsumedBy', kind: 'component', link: 'calls', isReverse: true },
  // Who calls the API, calls what is behind it.
  { field: 'providesApis', type: 'providesApi', kind: 'api', link: 'fronts', isReverse: true },
  { field: '', type: 'apiProvidedBy', kind: 'component', link: 'fronts', isReverse: false },
] as const;

/** A name, or an object with `kind`, `namespace` and `name`. */
function toRefText(named: unknown): string | null {
  if (typeof named === 'string') return named;
  if (!isObject(named) || textAt(named, 'name') === '') return null;
  const [kind, namespace] = [textAt(named, 'kind'), textAt(named, 'namespace')];
  return `${kind && `${kind}:`}${namespace && `${namespace}/`}${textAt(named, 'name')}`;
}

function listTargets(value: JsonObject, type: string): unknown[] {
  return objectsAt(value, 'relations')
    .filter((relation) => textAt(relation, 'type') === type)
    .map((relation) => relation['targetRef'] ?? relation['target']);
}

const findTarget = (value: JsonObject, type: string) =>
  toRefText(listTargets(value, type)[0]) ?? '';

function readLinks(
  file: CatalogBuilder,
  entry: CatalogEntry,
  value: JsonObject,
  { namespace, place }: { namespace: string; place: string },
): void {
  const spec = objectAt(value, 'spec');
  for (const { field, type, kind, link, isReverse } of relations) {
    const named: unknown[] = [spec[field] ?? []].flat();
    for (const one of [...named, ...listTargets(value, type)]) {
      const ref = readRef(toRefText(one) ?? '', kind, namespace);
      if (!ref)
        file.note(place, `${field || type} of ${entry.name} names something that isn't an entity.`);
      else if (!kindTexts.has(ref.kind))
        file.leaveOut(`links to entities of the kind ${ref.kind.slice(0, 60)}`);
      else {
        const other = addEntry(file, ref, false);
        if (isReverse) file.link(other, entry, link);
        else file.link(entry, other, link);
      }
    }
  }
}
