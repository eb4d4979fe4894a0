import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { ActivityId, Cursor, Id, Instant } from '../ids.ts';
import { paging, sortBy } from '../inputs.ts';
import { ServiceSlos } from './slo.ts';
import {
  gapFilters,
  pageStates,
  serviceFields,
  serviceGaps,
  serviceKinds,
  serviceLinkKinds,
  serviceSorts,
  servicePaths,
} from './words.ts';

const ServiceKind = z.enum(serviceKinds);
const ServicePath = z.enum(servicePaths);
const ServiceLinkKind = z.enum(serviceLinkKinds);
const ServiceField = z.enum(serviceFields);

const text = z.string().nullable();

/** A page about a service. */
const Page = z.object({ title: text, url: z.string() });

const Runbook = Page.extend({
  /** Whether it can be opened; null if that was not checked yet. */
  check: z
    .object({
      state: z.enum(pageStates),
      /** Why it is broken or unknown. */
      problem: text,
      checkedAt: Instant,
    })
    .nullable(),
});

const fields = {
  kind: ServiceKind,
  title: text,
  description: text,
  /** A team or a person, by name. */
  owner: text,
  tier: text,
  path: ServicePath.nullable(),
  slo: text,
  durability: text,
  p99: text,
  rpo: text,
  runbooks: z.array(Runbook),
  dashboards: z.array(Page),
  /** Other names in incidents and evidence. */
  aliases: z.array(z.string()),
};

export const ServiceName = z.object({ id: Id, name: z.string(), title: text, kind: ServiceKind });
export type ServiceName = z.infer<typeof ServiceName>;

/** A service of the catalog. Counts include only incidents that the reader can see. */
export const Service = z
  .object({
    id: Id,
    name: z.string(),
    ...fields,
    /** Who set a field, and when; `source` is null if a person did. */
    origins: z.partialRecord(ServiceField, z.object({ source: text, at: Instant })),
    /** The sources that list it, with their own name for it. */
    sources: z.array(
      z.object({
        source: z.string(),
        ref: z.string(),
        seenAt: Instant,
        /** Since when the source no longer lists it. */
        missingAt: Instant.nullable(),
      }),
    ),
    gaps: z.array(z.enum(serviceGaps)),
    incidents: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
    updatedBy: ActorRef,
    version: z.int(),
    can: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'Service' });
export type Service = z.infer<typeof Service>;

/** `from` depends on `to` for `calls` and `fronts`; `to` depends on `from` for `feeds`. */
export const ServiceLink = z
  .object({
    id: Id,
    kind: ServiceLinkKind,
    from: ServiceName,
    to: ServiceName,
    /** The sources that list it. Empty if a person added it. */
    sources: z.array(z.string()),
    isByHand: z.boolean(),
    /** Since when no source lists it. */
    missingAt: Instant.nullable(),
  })
  .meta({ id: 'ServiceLink' });
export type ServiceLink = z.infer<typeof ServiceLink>;

export const ListServices = z.object({
  text: z.string().max(200).optional(),
  kind: ServiceKind.optional(),
  owner: z.string().max(200).optional(),
  tier: z.string().max(40).optional(),
  path: ServicePath.optional(),
  without: z.enum(gapFilters).optional(),
  source: z.string().max(80).optional(),
  sort: sortBy(serviceSorts),
  ...paging,
});
export type ListServices = z.input<typeof ListServices>;

export const ServicePage = z
  .object({
    items: z.array(Service),
    next: Cursor.nullable(),
    /** How many match. */
    total: z.int(),
    can: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'ServicePage' });
export type ServicePage = z.infer<typeof ServicePage>;

/** A service with its links, and its newest incidents of those that the reader can see. */
export const ServiceDetails = z
  .object({
    service: Service,
    links: z.array(ServiceLink),
    /** There are more links than these. */
    hasMoreLinks: z.boolean(),
    incidents: z.array(
      z.object({ ref: z.string(), title: z.string(), createdAt: Instant, word: z.string() }),
    ),
  })
  .extend(ServiceSlos.shape)
  .meta({ id: 'ServiceDetails' });
export type ServiceDetails = z.infer<typeof ServiceDetails>;

const line = (max: number) => z.string().trim().max(max).transform(emptyToNull).nullable();
const httpUrl = z.url({ protocol: /^https?$/, error: 'Enter an http:// or https:// address' });
const pages = z
  .array(z.object({ title: line(200).optional(), url: httpUrl.max(2_000) }))
  .max(30)
  .transform((list) => list.map(({ title, url }) => ({ title: title ?? null, url })));

function emptyToNull(value: string): string | null {
  return value === '' ? null : value;
}

const inputs = {
  kind: ServiceKind.optional(),
  title: line(300).optional(),
  description: line(5_000).optional(),
  owner: line(200).optional(),
  tier: line(40).optional(),
  path: ServicePath.nullable().optional(),
  slo: line(200).optional(),
  durability: line(200).optional(),
  p99: line(200).optional(),
  rpo: line(200).optional(),
  runbooks: pages.optional(),
  dashboards: pages.optional(),
  aliases: z.array(z.string().trim().min(1).max(500)).max(30).optional(),
};
export const Name = z
  .string()
  .trim()
  .min(1, 'Enter a name')
  .max(500)
  .transform((name) => name.replaceAll(/\s+/g, ' '));

/** The caller creates `id`, so that a repeated request does not add another service. */
export const AddService = z.object({ id: Id.optional(), name: Name, ...inputs });
export type AddService = z.input<typeof AddService>;

export const ChangeService = z.object({
  id: Id,
  version: z.int(),
  name: Name.optional(),
  ...inputs,
});
export type ChangeService = z.input<typeof ChangeService>;

export const RemoveService = z.object({ id: Id, version: z.coerce.number().int() });
export type RemoveService = z.input<typeof RemoveService>;

/** The current service (null: removed), and what undoes the change (null: nothing changed). */
export const ServiceChange = z
  .object({ service: Service.nullable(), activityId: z.string().nullable() })
  .meta({ id: 'ServiceChange' });
export type ServiceChange = z.infer<typeof ServiceChange>;

/** By id, or by name or other name. `addsMissing` adds services that the catalog doesn't have. */
export const AddServiceLink = z.object({
  from: Name,
  to: Name,
  kind: ServiceLinkKind,
  addsMissing: z.boolean().optional(),
});
export type AddServiceLink = z.input<typeof AddServiceLink>;

export const RemoveServiceLink = z.object({ id: Id });

export const ServiceLinkChange = z
  .object({ link: ServiceLink.nullable(), activityId: z.string().nullable() })
  .meta({ id: 'ServiceLinkChange' });
export type ServiceLinkChange = z.infer<typeof ServiceLinkChange>;

/** The links on the way to what these services depend on; all links without services. */
export const ListServiceLinks = z.object({
  /** Names or ids, separated by line breaks. */
  services: z.string().max(10_000).optional(),
});
export type ListServiceLinks = z.input<typeof ListServiceLinks>;

export const ServiceLinks = z
  .object({
    items: z.array(ServiceLink),
    /** There are more links than are listed. */
    isLimited: z.boolean(),
  })
  .meta({ id: 'ServiceLinks' });
export type ServiceLinks = z.infer<typeof ServiceLinks>;

export const UndoCatalogChange = z.object({ activityId: ActivityId });

/** A file of services. `source` is the name of where it is from; the usual one is the format. */
export const ImportCatalog = z.object({
  /** The name of the file. */
  name: z.string().min(1).max(300),
  source: z.string().trim().min(1).max(80).optional(),
  /**
   * Services that the source listed before and that aren't in the file: `mark` them as missing, or
   * `keep` them. The default is `mark`, and refuses a file that misses many of them.
   */
  missing: z.enum(['mark', 'keep']).optional(),
});
export type ImportCatalog = z.input<typeof ImportCatalog>;

export const CatalogImport = z
  .object({
    format: z.enum(['backstage', 'openlineage', 'dbt', 'csv']),
    source: z.string(),
    read: z.int(),
    rejected: z.int(),
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    missing: z.int(),
    returned: z.int(),
    /** Services that the file names, but doesn't describe. */
    onlyNamed: z.int(),
    /** Fields that a person or another source set, and that the file has other values for. */
    keptFields: z.int(),
    otherSources: z.int(),
    /** Services that a person removed. */
    removedByHand: z.int(),
    links: z.object({
      added: z.int(),
      unchanged: z.int(),
      missing: z.int(),
      removedByHand: z.int(),
    }),
    /** What the catalog can't express. */
    leftOut: z.array(z.object({ what: z.string(), count: z.int() })),
    problems: z.array(z.object({ place: z.string(), reason: z.string() })),
  })
  .meta({ id: 'CatalogImport' });
export type CatalogImport = z.infer<typeof CatalogImport>;
