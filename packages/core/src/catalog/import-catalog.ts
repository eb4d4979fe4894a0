import {
  DomainError,
  ImportCatalog,
  type CatalogImport,
  type ServiceField,
} from '@debrief/contract';
import { readCatalog, type CatalogEntry, type CatalogFile, type Upload } from '@debrief/readers';
import { judgeStatement, toServiceKey } from '@debrief/rules/catalog';
import { numberText } from '@debrief/rules/numbers';
import { sql } from 'kysely';
import { isDeepStrictEqual } from 'node:util';
import { refuseUnless } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { parse } from '../parse.ts';
import { importLinks } from './import-links.ts';
import {
  loadKnownServices,
  saveImported,
  type ImportedEntry,
  type KnownServices,
} from './import-rows.ts';
import { enqueuePageCheck } from './page-checks.ts';
import { lockCatalog, noValues, type ServiceState } from './rows.ts';

/**
 * Imports what a source says about services and the links between them. What a person set or
 * removed is not changed; what a complete file no longer lists is marked as missing. Errors:
 * `forbidden`, `bad-file`, `too-large`, `conflict` if the file misses many and `missing` doesn't say
 * what to do with them.
 */
export async function importCatalog(
  ctx: Context,
  raw: ImportCatalog,
  upload: Upload,
): Promise<CatalogImport> {
  const input = parse(ImportCatalog, raw);
  refuseUnless(ctx, 'catalog:write');
  const file = await readCatalog(upload);
  if (file.entries.length === 0)
    throw new DomainError(
      'bad-file',
      `${upload.name} lists no services. Nothing was changed.${file.problems[0] ? ` ${file.problems[0].place}: ${file.problems[0].reason}` : ''}`,
    );
  const source = input.source ?? file.source;
  const result = startResult(file, source);
  return inTransaction(ctx, async (ctx) => {
    await lockCatalog(ctx);
    const known = await loadKnownServices(ctx, source, file);
    const now = ctx.clock.now().toISOString();
    const services = new EntryMatcher(ctx, known, result).match(file);
    const saved = [...services].map(([entry, before]) =>
      applyEntry(entry, before, { source, now, result }),
    );
    const isGone = new Set(known.sources.flatMap((one) => (one.missingAt ? one.serviceId : [])));
    result.returned = saved.filter(({ state }) => isGone.has(state.id)).length;
    if (file.isComplete && input.missing !== 'keep') {
      const refs = new Set(file.entries.map(({ ref }) => ref));
      const listed = new Set(saved.map(({ state }) => state.id));
      const missing = known.sources.filter(
        (one) => one.missingAt === null && !listed.has(one.serviceId) && !refs.has(one.ref),
      );
      if (input.missing === undefined) refuseMany(missing.length, known, source);
      result.missing = missing.length;
      await saveImported(
        ctx,
        source,
        saved,
        missing.map((one) => one.serviceId),
      );
    } else await saveImported(ctx, source, saved, []);
    const ids = new Map(saved.map(({ entry, state }) => [entry.ref, state.id]));
    result.links = await importLinks(ctx, {
      source,
      links: file.links,
      ids,
      marksMissing: file.isComplete && input.missing !== 'keep',
    });
    await enqueuePageCheck(ctx);
    // The embedded database never does it itself.
    await sql`analyze service, service_source, service_link`.execute(ctx.db);
    const { problems: _, leftOut: __, ...counts } = result;
    await record(ctx, {
      kind: 'catalog.imported',
      incidentId: null,
      subjectId: null,
      after: { ...counts, name: input.name },
    });
    return result;
  });
}

function startResult(file: CatalogFile, source: string): CatalogImport {
  return {
    format: file.format,
    source,
    read: file.read,
    rejected: file.rejected,
    added: 0,
    changed: 0,
    unchanged: 0,
    missing: 0,
    returned: 0,
    onlyNamed: file.entries.filter((entry) => !entry.isDescribed).length,
    keptFields: 0,
    otherSources: 0,
    removedByHand: 0,
    links: { added: 0, unchanged: 0, missing: 0, removedByHand: 0 },
    leftOut: file.leftOut,
    problems: file.problems,
  };
}

function refuseMany(missing: number, { sources }: KnownServices, source: string): void {
  const current = sources.filter((one) => one.missingAt === null).length;
  if (missing <= current / 4) return;
  throw new DomainError(
    'conflict',
    `${numberText(missing)} of ${numberText(current)} services from ${source} aren't in this file. Mark them as missing, or keep them if the file is only a part.`,
    { issues: [{ at: 'missing', message: 'Use mark or keep' }] },
  );
}

/** Which service each entry is: by the source's reference, then by name. */
class EntryMatcher {
  private readonly taken = new Map<string, CatalogEntry>();
  private readonly ctx: Context;
  private readonly known: KnownServices;
  private readonly result: CatalogImport;

  constructor(ctx: Context, known: KnownServices, result: CatalogImport) {
    this.ctx = ctx;
    this.known = known;
    this.result = result;
  }

  /** Entries whose service a person removed are left out. */
  match(file: CatalogFile): Map<CatalogEntry, ServiceState | NewService> {
    const byRef = new Map(this.known.sources.map((one) => [one.ref, one.serviceId]));
    const found = new Map<CatalogEntry, ServiceState | NewService>();
    const names = new Map<string, CatalogEntry>();
    const sorted = file.entries.toSorted((a, b) => (a.ref < b.ref ? -1 : 1));
    const isKnown = (entry: CatalogEntry) => byRef.has(entry.ref);
    for (const entry of [...sorted.filter(isKnown), ...sorted.filter((one) => !isKnown(one))]) {
      const key = toServiceKey(entry.name);
      const id = byRef.get(entry.ref);
      const state = id === undefined ? this.known.byKey.get(key) : this.known.byId.get(id);
      const other =
        (state && this.taken.get(state.id)) ?? (id === undefined ? names.get(key) : undefined);
      if (other) this.reject(entry, other);
      else if (state?.isRemoved) this.result.removedByHand += 1;
      else {
        if (state) this.taken.set(state.id, entry);
        names.set(key, entry);
        found.set(entry, state ?? { id: this.ctx.ids.next(), isNew: true });
      }
    }
    return found;
  }

  private reject(entry: CatalogEntry, other: CatalogEntry): void {
    this.result.rejected += 1;
    this.result.problems.push({
      place: entry.ref,
      reason: `${other.ref} has the same name or is the same service.`,
    });
  }
}

interface NewService {
  id: string;
  isNew: true;
}

function applyEntry(
  entry: CatalogEntry,
  before: ServiceState | NewService,
  { source, now, result }: { source: string; now: string; result: CatalogImport },
): ImportedEntry {
  const isNew = 'isNew' in before;
  const known: ServiceState = isNew
    ? { id: before.id, name: entry.name, ...noValues, origins: {}, isRemoved: false }
    : before;
  const values: Partial<Record<ServiceField, unknown>> = {};
  const origins = { ...known.origins };
  let hasChanged = false;
  for (const [field, statement] of entry.values) {
    const current = { value: known[field], origin: known.origins[field] };
    const judged = judgeStatement(current, statement, source);
    if (judged === 'by-hand') result.keptFields += 1;
    if (judged === 'other') result.otherSources += 1;
    if (judged !== 'set') continue;
    // A kind always has a value.
    values[field] = field === 'kind' ? (statement.value ?? known.kind) : statement.value;
    origins[field] = { source, at: statement.at ?? now };
    hasChanged ||= !isDeepStrictEqual(values[field], known[field]);
  }
  if (isNew) result.added += 1;
  else if (hasChanged) result.changed += 1;
  else result.unchanged += 1;
  const hasOrigins = Object.keys(values).length > 0;
  return {
    entry,
    state: withValues({ ...known, origins }, values),
    change: isNew ? 'added' : hasChanged ? 'changed' : hasOrigins ? 'origins' : 'none',
  };
}

/** The cast holds because readers make each value for its field. */
function withValues(
  state: ServiceState,
  values: Partial<Record<ServiceField, unknown>>,
): ServiceState {
  return { ...state, ...values } as ServiceState;
}
