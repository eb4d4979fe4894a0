import { countText } from '@debrief/rules/numbers';
import { Plus } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { sectionName, setRemoved } from './section-chrome.tsx';
import type { Collaborator } from './use-collaborators.ts';
import type { WritingDesk } from './use-desk.ts';
import { scrollToSection } from './scroll-to-section.ts';
import { useObservable } from './writing/observable-value.ts';

interface SectionListProps {
  desk: WritingDesk;
  canWrite: boolean;
  inView: string | null;
  others: readonly Collaborator[];
  onAdd: () => void;
  onJump: () => void;
}

export function SectionList({ desk, canWrite, inView, others, onAdd, onJump }: SectionListProps) {
  const notes = useObservable(desk.notes);
  const handles = useObservable(desk.sections);
  const standing = notes.filter((one) => !one.isRemoved);
  const removed = notes.filter((one) => one.isRemoved);
  return (
    <>
      <ol className="space-y-px text-sm">
        {standing.map((section) => (
          <li key={section.id}>
            <button
              type="button"
              aria-current={section.id === inView ? 'location' : undefined}
              onClick={() => (scrollToSection(desk, section.id), onJump())}
              className={cx(
                'flex min-h-6 w-full items-baseline gap-2 rounded-sm px-2 py-1 text-left hover:bg-wash',
                section.id === inView
                  ? 'bg-wash font-medium text-ink'
                  : section.isEmpty
                    ? 'text-ink-faint'
                    : 'text-ink-soft',
              )}
            >
              <span className="min-w-0 flex-1 wrap-anywhere">
                {sectionName(section)}
                {section.isEmpty && <span className="sr-only"> (empty)</span>}
              </span>
              {others.some((one) => one.sectionId === section.id) && (
                <Writers others={others.filter((one) => one.sectionId === section.id)} />
              )}
              {section.uncited.length > 0 && (
                <span
                  className="tabular text-2xs text-ink-soft"
                  title={`${countText(section.uncited.length, 'sentence')} without citations`}
                >
                  {section.uncited.length}
                  <span className="sr-only"> uncited</span>
                </span>
              )}
            </button>
          </li>
        ))}
      </ol>
      {canWrite && (
        <Button small look="quiet" className="mt-2" icon={<Plus size={14} />} onClick={onAdd}>
          Add a section
        </Button>
      )}
      {removed.length > 0 && (
        <section aria-label="Removed sections" className="mt-4 border-t border-line pt-3">
          <h2 className="px-2 text-xs text-ink-soft">Removed</h2>
          <ul className="mt-1 text-sm">
            {removed.map((section) => {
              const handle = handles.find((one) => one.id === section.id);
              return (
                <li
                  key={section.id}
                  className="flex items-baseline gap-1 px-2 py-0.5 text-ink-faint"
                >
                  <span className="min-w-0 flex-1 wrap-anywhere line-through">
                    {sectionName(section)}
                  </span>
                  {canWrite && handle && (
                    <Button small look="quiet" onClick={() => setRemoved(desk, handle, false)}>
                      Restore<span className="sr-only">: {sectionName(section)}</span>
                    </Button>
                  )}
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </>
  );
}

function Writers({ others }: { others: readonly Collaborator[] }) {
  return others.map((one) => (
    <span
      key={one.clientId}
      title={`${one.name} writes here`}
      className="size-2 shrink-0 self-center rounded-full"
      style={{ backgroundColor: one.color }}
    >
      <span className="sr-only">{one.name} writes here</span>
    </span>
  ));
}
