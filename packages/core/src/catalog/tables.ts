import type {
  ActorRef,
  HistoryKind,
  ServiceField,
  ServiceKind,
  ServiceLinkKind,
  ServicePath,
  SloResult,
} from '@debrief/contract';
import type { Generated } from 'kysely';

export interface ServicePageLink {
  title: string | null;
  url: string;
}

/** Who set a field, and when; `source` is null if a person did. */
export type Origins = Partial<Record<ServiceField, { source: string | null; at: string }>>;

export interface CatalogTables {
  service: {
    id: string;
    name: string;
    key: string;
    match_names: string[];
    kind: ServiceKind;
    title: string | null;
    description: string | null;
    owner: string | null;
    owner_key: string | null;
    tier: string | null;
    path: ServicePath | null;
    slo: string | null;
    durability: string | null;
    p99: string | null;
    rpo: string | null;
    runbooks: ServicePageLink[];
    dashboards: ServicePageLink[];
    aliases: string[];
    origins: Origins;
    created_at: Date;
    updated_at: Date;
    updated_by: ActorRef;
    removed_at: Date | null;
    version: Generated<number>;
    search: Generated<string>;
  };
  service_source: {
    service_id: string;
    source: string;
    ref: string;
    seen_at: Date;
    missing_at: Date | null;
  };
  service_history: {
    id: string;
    service_id: string;
    happened_on: string;
    kind: HistoryKind;
    text: string;
    people: string[];
    url: string | null;
    created_at: Date;
    updated_at: Date;
    updated_by: ActorRef;
    removed_at: Date | null;
    version: Generated<number>;
    search: Generated<string>;
  };
  service_slo: {
    id: string;
    service_id: string;
    slo: string;
    objective: string;
    at: Date;
    reported_at: Date;
    reported_by: ActorRef;
    result: SloResult;
  };
  page_check: {
    url: string;
    state: 'works' | 'broken' | 'unknown';
    problem: string | null;
    checked_at: Date;
  };
  service_link: {
    id: string;
    from_id: string;
    to_id: string;
    kind: ServiceLinkKind;
    sources: string[];
    is_by_hand: boolean;
    missing_at: Date | null;
    removed_at: Date | null;
    created_at: Date;
  };
}
