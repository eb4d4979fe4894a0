import type { HistoryEntry, ServiceDetails } from '@debrief/contract';
import {
  historyLabels,
  mergeHistory,
  partialDayText,
  toServiceMarkdown,
  type HistoryItem,
} from '@debrief/rules/catalog';
import { safeHref } from '@debrief/rules/text';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { catalogQueries } from '../../../data/queries/catalog.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { CopyButton } from '../../../ui/copy-box.tsx';
import { QueryState } from '../../../ui/query-state.tsx';
import { reportFailure, showToast } from '../../../ui/toast.tsx';
import { refreshCatalog, undoChange } from '../changes.ts';
import { HistoryDialog } from './history-dialog.tsx';

type HistorySectionProps = Pick<ServiceDetails, 'service' | 'incidents'>;

/** What happened to a service, next to its incidents. */
export function HistorySection({ service, incidents }: HistorySectionProps) {
  const query = useQuery(catalogQueries.serviceHistory(service.id));
  const knowledge = useQuery(catalogQueries.knowledge({ service: service.id }));
  const [open, setOpen] = useState<HistoryEntry | 'add' | null>(null);
  const entries = query.data?.items ?? [];
  const canChange = query.data?.can.change ?? false;
  const remove = async ({ id, version }: HistoryEntry) => {
    const { activityId } = await api.catalog.removeHistory({ id, version });
    await refreshCatalog();
    showToast({
      title: 'Removed the entry',
      ...(activityId !== null && { undo: () => undoChange(activityId) }),
    });
  };
  return (
    <section aria-label="History">
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <h2 className="mr-auto text-sm font-semibold">History</h2>
        {query.data && (
          <div className="no-print flex flex-wrap gap-2">
            {canChange && (
              <Button small onClick={() => setOpen('add')}>
                Add to the history
              </Button>
            )}
          </div>
        )}
      </div>
      <QueryState of={query} lines={3} />
      {query.data && entries.length === 0 && (
        <p className="max-w-160 text-sm text-ink-soft">
          No entries. Add when it was adopted and why, who was taught, and what grew since:
          customers, demand, the team. With the incidents, it is evidence for headcount and for
          decisions to build or buy.
        </p>
      )}
      {entries.length > 0 && (
        <>
          <ol className="border-l border-line-strong">
            {mergeHistory(entries, incidents).map((item) => (
              <Item
                key={'entry' in item ? item.entry.id : item.incident.ref}
                item={item}
                {...(canChange && {
                  onEdit: setOpen,
                  onRemove: (one) => reportFailure(remove(one)),
                })}
              />
            ))}
          </ol>
          <div className="no-print mt-3 flex flex-wrap items-center gap-2">
            <span className="text-xs text-ink-soft">This page as Markdown:</span>
            <CopyButton
              text={toServiceMarkdown({
                service,
                incidents,
                history: entries,
                knowledge: knowledge.data
                  ? {
                      item: knowledge.data.items[0] ?? null,
                      hasSchedules: knowledge.data.hasSchedules,
                    }
                  : null,
              })}
            />
            <Button icon={<Printer size={15} />} onClick={() => print()}>
              Print
            </Button>
          </div>
        </>
      )}
      {open && (
        <HistoryDialog
          service={service}
          {...(open !== 'add' && { entry: open })}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  );
}

interface ItemProps {
  item: HistoryItem;
  onEdit?: (entry: HistoryEntry) => void;
  onRemove?: (entry: HistoryEntry) => void;
}

function Item({ item, onEdit, onRemove }: ItemProps) {
  const on = partialDayText(item.on);
  if ('incident' in item)
    return (
      <li className="flex flex-wrap gap-x-3 py-1 pl-4 text-xs text-ink-soft">
        <span className="w-22 shrink-0">{on}</span>
        <Link
          to="/incidents/$ref"
          params={{ ref: item.incident.ref }}
          className="min-w-0 text-accent underline underline-offset-2 wrap-anywhere"
        >
          {item.incident.ref} {item.incident.title}
        </Link>
      </li>
    );
  const { entry } = item;
  const href = entry.url === null ? null : safeHref(entry.url);
  return (
    <li className="relative flex flex-wrap gap-x-3 py-2 pl-4 text-sm before:absolute before:top-3.5 before:-left-1 before:size-2 before:rounded-full before:bg-accent">
      <span className="w-22 shrink-0 text-ink-soft">{on}</span>
      <div className="min-w-48 flex-1">
        <Chip>{historyLabels[entry.kind]}</Chip>{' '}
        <span className="whitespace-pre-line wrap-anywhere">{entry.text}</span>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-3 text-xs text-ink-soft">
          {entry.people.length > 0 && <span>{entry.people.join(', ')}</span>}
          {href !== null && (
            <a
              href={href}
              target="_blank"
              rel="noreferrer"
              className="text-accent underline underline-offset-2 wrap-anywhere"
            >
              Source
            </a>
          )}
          {onEdit && onRemove && (
            <span className="no-print flex gap-1">
              <Button small look="quiet" onClick={() => onEdit(entry)}>
                Edit
              </Button>
              <Button small look="quiet" onClick={() => onRemove(entry)}>
                Remove
              </Button>
            </span>
          )}
        </p>
      </div>
    </li>
  );
}
