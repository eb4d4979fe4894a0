import type { ServiceKind } from '@debrief/contract';
import { isObject, toText, type JsonObject } from '../row.ts';
import { objectAt, objectsAt, textAt } from '../shapes/values.ts';
import { toAliases, toPages, type CatalogBuilder, type CatalogEntry } from './catalog-file.ts';

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
  file.say(entry, 'owner', readOwner(textAt(spec, 'owner')));
  file.say(entry, 'tier', findTier(metadata));
  readPages(file, entry, metadata);
  file.say(entry, 'aliases', toAliases([annotation(metadata, 'backstage.io/kubernetes-id')]));
  readLinks(file, entry, spec, { namespace, place });
  for (const [name, what] of leftOutFields) if (textAt(spec, name) !== '') file.leaveOut(what);
}

const leftOutFields = [
  ['lifecycle', 'lifecycles'],
  ['system', 'systems of entities'],
  ['subcomponentOf', 'parents of components'],
  ['definition', 'definitions of APIs'],
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
  const runbooks = links.filter(({ about }) => /run-?\s?book|play-?\s?book/i.test(about));
  const dashboards = links.filter(
    (link) => !runbooks.includes(link) && /dashboard|grafana|metrics/i.test(link.about),
  );
  file.say(entry, 'runbooks', toPages(runbooks));
  file.say(entry, 'dashboards', toPages(dashboards));
  file.leaveOut(
    'links that are neither runbooks nor dashboards',
    links.length - runbooks.length - dashboards.length,
  );
}

/** Which entities a field names, and the link that it means. */
const relations = [
  { field: 'dependsOn', kind: 'component', link: 'calls', isReverse: false },
  { field: 'dependencyOf', kind: 'component', link: 'calls', isReverse: true },
  { field: 'consumesApis', kind: 'api', link: 'calls', isReverse: false },
  // Who calls the API, calls what is behind it.
  { field: 'providesApis', kind: 'api', link: 'fronts', isReverse: true },
] as const;

function readLinks(
  file: CatalogBuilder,
  entry: CatalogEntry,
  spec: JsonObject,
  { namespace, place }: { namespace: string; place: string },
): void {
  for (const { field, kind, link, isReverse } of relations) {
    const named: unknown = spec[field];
    for (const text of Array.isArray(named) ? named : []) {
      const ref = typeof text === 'string' ? readRef(text, kind, namespace) : null;
      if (!ref) file.note(place, `${field} of ${entry.name} names something that isn't an entity.`);
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
