import type { ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';

type Pane = 'record' | 'timeline';

interface NarrowDeskProps {
  pane: Pane;
  onPane: (pane: Pane) => void;
  record: ReactNode;
  timeline: ReactNode;
  eventCount: number;
}

/** The desk on a phone: one pane at a time. Both stay mounted, so that selections are kept. */
export function NarrowDesk({ pane, onPane, record, timeline, eventCount }: NarrowDeskProps) {
  return (
    <div className="absolute inset-0 flex flex-col">
      <div role="tablist" aria-label="Record or timeline" className="flex border-b border-line">
        <Tab id="record" label="Record" isOn={pane === 'record'} onChoose={onPane} />
        <Tab
          id="timeline"
          label={`Timeline ${eventCount === 0 ? '' : eventCount}`}
          isOn={pane === 'timeline'}
          onChoose={onPane}
        />
      </div>
      <div className="relative min-h-0 flex-1">
        <Panel id="record" isOn={pane === 'record'}>
          {record}
        </Panel>
        <Panel id="timeline" isOn={pane === 'timeline'}>
          {timeline}
        </Panel>
      </div>
    </div>
  );
}

function Tab({
  id,
  label,
  isOn,
  onChoose,
}: {
  id: Pane;
  label: string;
  isOn: boolean;
  onChoose: (pane: Pane) => void;
}) {
  return (
    <button
      type="button"
      role="tab"
      id={`desk-tab-${id}`}
      aria-selected={isOn}
      aria-controls={`desk-pane-${id}`}
      tabIndex={isOn ? 0 : -1}
      onClick={() => onChoose(id)}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        event.preventDefault();
        const other = id === 'record' ? 'timeline' : 'record';
        onChoose(other);
        document.getElementById(`desk-tab-${other}`)?.focus();
      }}
      className={cx(
        'min-h-9 flex-1 border-b-2 text-sm',
        isOn ? 'border-accent font-medium text-ink' : 'border-transparent text-ink-soft',
      )}
    >
      {label}
    </button>
  );
}

function Panel({ id, isOn, children }: { id: Pane; isOn: boolean; children: ReactNode }) {
  return (
    <div
      role="tabpanel"
      id={`desk-pane-${id}`}
      aria-labelledby={`desk-tab-${id}`}
      className={cx('absolute inset-0', !isOn && 'invisible')}
    >
      {children}
    </div>
  );
}
