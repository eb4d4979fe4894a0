import { DomainError } from '@debrief/contract';
import { isObject, type JsonObject } from '../row.ts';
import { firstText, objectAt, textAt } from '../shapes/values.ts';
import { toAliases, toPages, type CatalogBuilder, type CatalogEntry } from './catalog-file.ts';

/** Whether a value is one of the files that dbt writes. */
export function isDbtFile(value: JsonObject): boolean {
  return textAt(value, 'metadata.dbt_schema_version') !== '';
}

const datasetKinds = new Set(['model', 'seed', 'snapshot', 'source']);

/** Reads the datasets and exposures of a `manifest.json`. Returns the name of the project. */
export function readManifest(file: CatalogBuilder, manifest: JsonObject): string {
  const schema = textAt(manifest, 'metadata.dbt_schema_version');
  if (!isObject(manifest['nodes']))
    throw new DomainError(
      'bad-file',
      `This is dbt's ${/\/dbt\/([a-z-]+)\//.exec(schema)?.[1] ?? 'file'}, which has no dependencies. Import target/manifest.json.`,
    );
  const generated = new Date(textAt(manifest, 'metadata.generated_at'));
  const at = Number.isNaN(generated.getTime()) ? null : generated.toISOString();
  const nodes = ['nodes', 'sources', 'exposures'].flatMap((part) =>
    Object.entries(objectAt(manifest, part)),
  );
  const entries = new Map<string, CatalogEntry>();
  // Nodes name their group; the key is `group.project.name`.
  const groups = Object.fromEntries(
    Object.values(objectAt(manifest, 'groups')).flatMap((group) =>
      isObject(group) ? [[textAt(group, 'name'), group]] : [],
    ),
  );
  for (const [id, node] of nodes) {
    const kind = id.split('.')[0] ?? '';
    if (!isObject(node)) file.reject(id.slice(0, 200), "The node isn't an object.");
    else if (datasetKinds.has(kind) || kind === 'exposure')
      entries.set(id, readNode(file, { id, kind, node, groups, at }));
    else file.leaveOut(plural(kind));
  }
  for (const part of [...passedParts, 'unit_tests', 'functions'])
    file.leaveOut(part.replace('_', ' '), Object.keys(objectAt(manifest, part)).length);
  file.leaveOut('disabled nodes', Object.keys(objectAt(manifest, 'disabled')).length);
  const passed = new Map(passedParts.flatMap((part) => Object.entries(objectAt(manifest, part))));
  for (const [id, node] of nodes) {
    const entry = entries.get(id);
    if (!entry) continue;
    for (const parent of listParents(node, passed)) {
      const source = entries.get(parent);
      if (source) file.link(source, entry, 'feeds');
      else file.leaveOut('dependencies on something that is left out');
    }
  }
  return textAt(manifest, 'metadata.project_name');
}

/** A dashboard on a metric depends on the models of the metric. */
const passedParts = ['metrics', 'semantic_models', 'saved_queries'] as const;

/** What a node depends on: instead of metrics and the like, what they depend on. */
function listParents(node: unknown, passed: ReadonlyMap<string, unknown>): Set<string> {
  const found = new Set<string>();
  const waiting = [node];
  for (const one of waiting) {
    const parents: unknown = isObject(one) ? objectAt(one, 'depends_on')['nodes'] : [];
    for (const parent of Array.isArray(parents) ? parents : []) {
      if (typeof parent !== 'string' || found.has(parent)) continue;
      found.add(parent);
      if (passed.has(parent)) waiting.push(passed.get(parent));
    }
  }
  return new Set([...found].filter((id) => !passed.has(id)));
}

const plural = (kind: string) => (kind === 'analysis' ? 'analyses' : `${kind.slice(0, 60)}s`);

function readNode(
  file: CatalogBuilder,
  given: { id: string; kind: string; node: JsonObject; groups: JsonObject; at: string | null },
): CatalogEntry {
  const { id, kind, node, groups, at } = given;
  const entry = file.entry(id, id);
  const group = objectAt(groups, firstText(node, 'config.group', 'group'));
  const isApplication = kind === 'exposure' && textAt(node, 'type') === 'application';
  file.say(
    entry,
    'kind',
    kind === 'exposure' ? (isApplication ? 'service' : 'resource') : 'dataset',
    at,
  );
  const version = textAt(node, 'version');
  const name = firstText(node, 'label', 'name');
  file.say(entry, 'title', version === '' ? name : `${name} v${version}`, at);
  file.say(entry, 'description', textAt(node, 'description'), at);
  file.say(entry, 'tier', firstText(node, 'config.meta.tier', 'meta.tier'), at);
  const owner = firstText(node, 'config.meta.owner', 'meta.owner', 'owner.name', 'owner.email');
  file.say(entry, 'owner', owner || firstText(group, 'owner.name', 'owner.email'), at);
  const page = { title: name, url: textAt(node, 'url') };
  if (page.url !== '') file.say(entry, 'dashboards', toPages([page]), at);
  const relation = textAt(node, 'relation_name').replaceAll(/["`[\]]/g, '');
  file.say(entry, 'aliases', toAliases([relation]), at);
  return entry;
}
