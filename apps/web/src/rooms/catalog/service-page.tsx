import type { Service, ServiceDetails, ServiceField } from '@debrief/contract';
import { safeHref } from '@debrief/rules/text';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { api } from '../../api.ts';
import { catalogQueries } from '../../data/queries/catalog.ts';
import { Column, PageHead } from '../../frame/page-head.tsx';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { useActions } from '../../ui/keys.ts';
import { QueryState } from '../../ui/query-state.tsx';
import { Time } from '../../ui/time.tsx';
import { reportFailure, showToast } from '../../ui/toast.tsx';
import { refreshCatalog, undoChange } from './changes.ts';
import { HistorySection } from './history/history-section.tsx';
import { KnowledgeSection } from './knowledge/knowledge-section.tsx';
import { ServiceRunbooks } from '../runbook/service-runbooks.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { ServiceDialog } from './service-dialog.tsx';
import { ServiceLinkList } from './service-links.tsx';
import { ServiceSlos } from './service-slos.tsx';
import { gapLabels, goalLabels, kindLabels, pathLabels, toDisplayName } from './words.ts';

const route = getRouteApi('/inside/catalog/$id');

export function ServiceScreen() {
  const { id } = route.useParams();
  const navigate = route.useNavigate();
  const query = useQuery(catalogQueries.service(id));
  const [open, setOpen] = useState<'edit' | 'link' | null>(null);
  const service = query.data?.service;
  const isDisabled = !service?.can.change;
  const remove = () => {
    if (service) reportFailure(removeAndLeave(service, () => void navigate({ to: '/catalog' })));
  };
  useActions('Service', [
    { label: 'Edit the service', keys: 'shift+e', isDisabled, run: () => setOpen('edit') },
    { label: 'Link to another service', keys: 'l', isDisabled, run: () => setOpen('link') },
    { label: 'Remove the service', isDisabled, run: remove },
  ]);
  return (
    <>
      <PageHead
        title={service ? toDisplayName(service) : 'Service'}
        before={
          <Link to="/catalog" className="touch text-sm text-accent underline underline-offset-2">
            Catalog
          </Link>
        }
        lead={service?.title && service.title !== service.name ? service.name : undefined}
        actions={
          service?.can.change && (
            <>
              <Button look="quiet" onClick={remove}>
                Remove
              </Button>
              <Button onClick={() => setOpen('link')}>Add a link</Button>
              <Button look="primary" onClick={() => setOpen('edit')}>
                Edit
              </Button>
            </>
          )
        }
      />
      <Column>
        <QueryState of={query} lines={8} />
        {query.data && <Details {...query.data} />}
      </Column>
      {open === 'edit' && service && (
        <ServiceDialog service={service} onClose={() => setOpen(null)} />
      )}
      {open === 'link' && service && <LinkDialog service={service} onClose={() => setOpen(null)} />}
    </>
  );
}

async function removeAndLeave(service: Service, leave: () => void): Promise<void> {
  const { activityId } = await api.catalog.remove({ id: service.id, version: service.version });
  leave();
  await refreshCatalog();
  showToast({
    title: `Removed ${service.name}`,
    detail: 'Imports don’t bring it back.',
    ...(activityId !== null && { undo: () => undoChange(activityId) }),
  });
}

function Details({ service, slos, links, hasMoreLinks, incidents }: ServiceDetails) {
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="flex min-w-0 flex-col gap-8">
        {service.description && (
          <p className="max-w-160 text-base whitespace-pre-line wrap-anywhere">
            {service.description}
          </p>
        )}
        <Facts service={service} />
        <KnowledgeSection service={service} incidents={incidents} />
        <HistorySection service={service} incidents={incidents} />
        <Section title="Links">
          <ServiceLinkList service={service} links={links} hasMore={hasMoreLinks} />
        </Section>
      </div>
      <div className="flex min-w-0 flex-col gap-8">
        <Section title="SLOs">
          <ServiceSlos slos={slos} />
        </Section>
        <Section title="Runbooks">
          <ServiceRunbooks id={service.id} />
          <PageList pages={service.runbooks} none="No page elsewhere." />
        </Section>
        <Section title="Dashboards">
          <PageList pages={service.dashboards} none="No dashboard." />
        </Section>
        <Section title="Incidents">
          {incidents.length === 0 && (
            <p className="text-sm text-ink-soft">No incident that you can see names it.</p>
          )}
          <ul>
            {incidents.map(({ ref, title, createdAt }) => (
              <li key={ref} className="border-b border-line py-3 text-sm wrap-anywhere sm:py-1.5">
                <Link
                  to="/incidents/$ref"
                  params={{ ref }}
                  className="touch text-accent underline underline-offset-2"
                >
                  {ref} {title}
                </Link>{' '}
                <span className="text-xs text-ink-soft">
                  <Time at={createdAt} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-2 text-sm font-semibold">{title}</h2>
      {children}
    </section>
  );
}

interface PageListProps {
  pages: readonly (Service['dashboards'][number] & Partial<Service['runbooks'][number]>)[];
  none: string;
}

function PageList({ pages, none }: PageListProps) {
  if (pages.length === 0) return <p className="text-sm text-ink-soft">{none}</p>;
  return (
    <ul>
      {pages.map(({ title, url, check }) => (
        <li key={url} className="border-b border-line py-3 text-sm wrap-anywhere sm:py-1.5">
          <a
            href={safeHref(url) ?? undefined}
            target="_blank"
            rel="noreferrer"
            className="touch text-accent underline underline-offset-2"
          >
            {title ?? url}
          </a>
          {check && <CheckNote check={check} />}
        </li>
      ))}
    </ul>
  );
}

function CheckNote({ check }: { check: NonNullable<Service['runbooks'][number]['check']> }) {
  const { state, problem, checkedAt } = check;
  return (
    <span className="mt-0.5 block text-xs text-ink-soft">
      {state === 'broken' && <Chip tone="danger">Broken</Chip>} {problem}{' '}
      {state === 'works' ? 'Opened' : 'Checked'} <Time at={checkedAt} />
    </span>
  );
}

function Facts({ service }: { service: Service }) {
  const { owner, aliases, sources } = service;
  const facts: [string, ServiceField | null, ReactNode][] = [
    ['Kind', 'kind', kindLabels[service.kind]],
    [
      'Owner',
      'owner',
      owner === null ? (
        <span className="text-ink-soft italic">none</span>
      ) : (
        <>
          <Link
            to="/catalog"
            search={{ owner }}
            className="text-accent underline underline-offset-2"
          >
            {owner}
          </Link>{' '}
          {service.gaps.includes('left-owner') && (
            <Chip tone="warn">{gapLabels['left-owner']}</Chip>
          )}
        </>
      ),
    ],
    ['Tier', 'tier', service.tier],
    ['Path', 'path', service.path && pathLabels[service.path]],
    [goalLabels.slo, 'slo', service.slo],
    [goalLabels.durability, 'durability', service.durability],
    [goalLabels.p99, 'p99', service.p99],
    [goalLabels.rpo, 'rpo', service.rpo],
    ['Other names', 'aliases', aliases.length === 0 ? null : aliases.join(', ')],
    [
      'Sources',
      null,
      sources.length === 0
        ? null
        : sources.map(({ source, ref, missingAt }) => (
            <span key={source} className="block" title={ref}>
              {source}{' '}
              {missingAt !== null && (
                <Chip>
                  No longer listed since <Time at={missingAt} />
                </Chip>
              )}
            </span>
          )),
    ],
  ];
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-sm">
      {facts.map(([label, field, value]) =>
        value === null ? null : (
          <div key={label} className="contents">
            <dt className="text-ink-soft">{label}</dt>
            <dd className="wrap-anywhere">
              {value}
              {field && <OriginNote origin={service.origins[field]} />}
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

function OriginNote({ origin }: { origin: Service['origins'][ServiceField] }) {
  if (!origin) return null;
  return (
    <span className="ml-2 text-xs text-ink-soft">
      {origin.source === null ? 'set by a person' : `from ${origin.source}`}
    </span>
  );
}
