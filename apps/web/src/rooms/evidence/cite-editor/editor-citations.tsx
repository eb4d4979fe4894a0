import type { Citation } from '@debrief/contract';
import { ArrowLeftRight, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton, rowButtonClass } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Checkbox } from '../../../ui/field.tsx';
import { Time } from '../../../ui/time.tsx';

interface EditorCitationsProps {
  citations: readonly Citation[];
  onChange: (citations: Citation[]) => void;
  onShow: (itemId: string) => void;
  /** Shown if nothing is cited. */
  empty: string;
  /** How a citation is added here. */
  hint?: ReactNode;
  label?: string;
  /** While a claim is being split: which citations move to the new one. */
  moving?: ReadonlySet<string> | null;
  onMoving?: (moving: ReadonlySet<string>) => void;
}

/**
 * The citations of a claim being edited: whether each supports or contradicts, and which ones stay.
 */
export function EditorCitations({
  citations,
  onChange,
  onShow,
  empty,
  hint,
  label = 'Evidence',
  moving = null,
  onMoving,
}: EditorCitationsProps) {
  const toggle = (id: string) => {
    const next = new Set(moving);
    if (!next.delete(id)) next.add(id);
    onMoving?.(next);
  };
  const turn = (citation: Citation) =>
    onChange(
      citations.map((one) =>
        one.id === citation.id
          ? { ...one, stance: one.stance === 'supports' ? 'contradicts' : 'supports' }
          : one,
      ),
    );
  return (
    <section aria-label="Citations">
      <h3 className="flex items-center justify-between text-sm font-medium">
        {label}
        {hint && (
          <span className="hidden text-xs font-normal text-ink-soft @sm:inline">{hint}</span>
        )}
      </h3>
      {citations.length === 0 && <p className="mt-1 text-sm text-ink-soft">{empty}</p>}
      <ul className="mt-1 divide-y divide-line rounded-md border border-line empty:hidden">
        {citations.map((citation) => (
          <li key={citation.id} className="flex items-start gap-1 px-2 py-1.5 text-sm">
            {moving !== null && (
              <Checkbox
                label={<span className="sr-only">Move into the new event</span>}
                checked={moving.has(citation.id)}
                onChange={() => toggle(citation.id)}
              />
            )}
            <button
              type="button"
              onClick={() => onShow(citation.itemId)}
              className={cx(rowButtonClass, '-my-0.5 -ml-1 min-w-0 flex-1 px-1 py-0.5')}
            >
              <span className="line-clamp-2 font-serif wrap-anywhere">
                {citation.quote || '(no text)'}
              </span>
              <span className="text-xs text-ink-soft">
                {citation.authorName ?? citation.streamName} ·{' '}
                <Time at={citation.occurredAt} precision={citation.precision} />
                {citation.quoteStart !== null && ' · quoted words'}
                {citation.stance === 'contradicts' && (
                  <strong className="font-medium text-danger"> · ⇄ contradicts</strong>
                )}
              </span>
            </button>
            <IconButton
              small
              label={
                citation.stance === 'supports' ? 'Mark as contradicting' : 'Mark as supporting'
              }
              aria-pressed={citation.stance === 'contradicts'}
              icon={<ArrowLeftRight size={14} />}
              onClick={() => turn(citation)}
            />
            <IconButton
              small
              label="Remove citation"
              icon={<Trash2 size={14} />}
              onClick={() => onChange(citations.filter((one) => one.id !== citation.id))}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
