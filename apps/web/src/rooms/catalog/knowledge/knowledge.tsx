import { knowledgeStates, type Knowledge, type TechnologyKnowledge } from '@debrief/contract';
import { knowledgeLabels } from '@debrief/rules/knowledge';
import { countText, numberText } from '@debrief/rules/numbers';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { catalogQueries } from '../../../data/queries/catalog.ts';
import { Column, PageHead } from '../../../frame/page-head.tsx';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { FilterChip } from '../../../ui/filter-chip.tsx';
import { QueryState } from '../../../ui/query-state.tsx';
import { tableCell } from '../../../ui/selectable-table.tsx';
import { linkRows, useListCursor } from '../../../ui/use-list-cursor.ts';

const route = getRouteApi('/inside/catalog/knowledge');

const choices = [
  ...knowledgeStates.map((value) => ({ value, label: knowledgeLabels[value] })),
  { value: 'any', label: 'Any' },
] as const;

/** Technology that depends on one person. */
export function KnowledgeScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const chosen = choices.find(({ value }) => value === search.answer)?.value ?? 'one';
  const query = useQuery(catalogQueries.knowledge(chosen === 'any' ? {} : { state: chosen }));
  const rows = useRef<HTMLTableSectionElement>(null);
  useListCursor({ group: 'Knowledge', row: 'technology', ...linkRows(rows) });
  const put = (answer: string) =>
    void navigate({ search: answer === 'one' ? {} : { answer }, replace: true });
  return (
    <>
      <PageHead
        title="Knowledge"
        before={
          <Link to="/catalog" className="touch text-sm text-accent underline underline-offset-2">
            Catalog
          </Link>
        }
        lead="Technology that depends on one person, from incidents of the last 12 months."
      />
      <Column>
        <div className="mb-4 flex flex-wrap items-center gap-2">
          <FilterChip label="Depends on" value={chosen} choices={choices} onChoose={put} />
          {query.data && query.data.judged > 0 && (
            <span className="text-xs text-ink-soft">
              {countText(query.data.judged, 'service')} with enough incidents
            </span>
          )}
        </div>
        <QueryState of={query} lines={6} />
        {query.data && query.data.items.length > 0 && (
          <table aria-label="Technology" className="w-full border-collapse text-sm">
            <thead>
              <tr>
                {['Technology', 'Depends on', 'Incidents', 'People for 80 %'].map((label, at) => (
                  <th
                    key={label}
                    scope="col"
                    className={`border-b border-line-strong px-2 py-1.5 text-left text-xs font-medium text-ink-soft ${at === 3 ? 'max-sm:hidden' : ''}`}
                  >
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody ref={rows}>
              {query.data.items.map((item) => (
                <Row key={item.serviceId ?? item.name} item={item} />
              ))}
            </tbody>
          </table>
        )}
        {query.data && <Notes {...query.data} />}
        {query.data?.items.length === 0 && (
          <Nothing isOne={chosen === 'one'} judged={query.data.judged} onAny={() => put('any')} />
        )}
      </Column>
    </>
  );
}

function Row({ item }: { item: TechnologyKnowledge }) {
  const { serviceId, name, state, resolved, incidents, people, hasLeft, own } = item;
  return (
    <tr className="relative hover:bg-wash">
      <td className={`${tableCell} wrap-anywhere`}>
        {serviceId === null ? (
          <span title="Not in the catalog">{name}</span>
        ) : (
          <Link
            data-row
            to="/catalog/$id"
            params={{ id: serviceId }}
            className="text-accent underline underline-offset-2"
          >
            {name}
          </Link>
        )}
      </td>
      <td className={tableCell}>
        <span className="flex flex-wrap gap-1">
          <Chip tone={state === 'one' ? 'warn' : 'plain'}>{knowledgeLabels[state]}</Chip>
          {hasLeft && <Chip tone="danger">Has left</Chip>}
          {own?.isOne && <Chip tone="accent">You</Chip>}
        </span>
      </td>
      <td className={`${tableCell} whitespace-nowrap tabular-nums`}>
        {numberText(resolved)}
        <span className="text-ink-soft"> of {numberText(incidents)}</span>
      </td>
      <td className={`${tableCell} tabular-nums max-sm:hidden`}>{people ?? '–'}</td>
    </tr>
  );
}

function Notes({ hasSchedules, items }: Knowledge) {
  if (items.length === 0) return null;
  return (
    <p className="mt-4 max-w-160 text-xs text-pretty text-ink-soft">
      Incidents that you can see whose evidence says who confirmed the mechanism or fixed it, of
      those that name the technology. No one sees the figures of another person.
      {!hasSchedules && (
        <>
          {' '}
          There is no on-call schedule, so who was on call is unknown and more is required. An admin
          can import schedules in <Link to="/settings">Settings</Link>.
        </>
      )}
    </p>
  );
}

interface NothingProps {
  isOne: boolean;
  judged: number;
  onAny: () => void;
}

function Nothing({ isOne, judged, onAny }: NothingProps) {
  if (judged === 0)
    return (
      <EmptyState title="Not enough incidents">
        A technology needs five incidents of the last 12 months whose confirmed hypotheses or
        repairs cite what people wrote.
      </EmptyState>
    );
  return (
    <EmptyState
      title={isOne ? 'No technology depends on one person' : 'No technology matches'}
      action={<Button onClick={onAny}>Show all technology</Button>}
    >
      {isOne && `As far as the incidents of ${countText(judged, 'service')} show.`}
    </EmptyState>
  );
}
