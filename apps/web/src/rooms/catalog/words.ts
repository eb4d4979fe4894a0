import type { Service, ServiceGap, ServiceLink, ServicePath } from '@debrief/contract';

export const kindLabels: Record<Service['kind'], string> = {
  service: 'Service',
  website: 'Website',
  library: 'Library',
  api: 'API',
  dataset: 'Dataset',
  job: 'Job',
  resource: 'Resource',
};

export const pathLabels: Record<ServicePath, string> = {
  data: 'Data path',
  metadata: 'Metadata path',
};

export const goalLabels = {
  slo: 'SLO',
  durability: 'Durability',
  p99: 'p99 latency',
  rpo: 'Recovery point (RPO)',
} as const;

/** A link from each of its ends. */
export const linkLabels: Record<ServiceLink['kind'], { from: string; to: string }> = {
  calls: { from: 'Calls', to: 'Called by' },
  fronts: { from: 'Fronts', to: 'Behind' },
  feeds: { from: 'Feeds', to: 'Fed by' },
};

export const gapLabels: Record<ServiceGap, string> = {
  owner: 'No owner',
  'left-owner': 'Owner left',
  runbook: 'No runbook',
  'broken-runbook': 'Broken runbook',
  source: 'No longer listed',
};

export const toDisplayName = ({ name, title }: Pick<Service, 'name' | 'title'>) => title ?? name;
