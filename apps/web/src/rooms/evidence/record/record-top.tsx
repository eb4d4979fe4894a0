import { useSyncExternalStore } from 'react';
import { DensityStrip } from './density-strip.tsx';
import { PositionSync } from './position-sync.tsx';
import type { VisibleRows } from './visible-rows.ts';
import { RecordHead } from './record-head.tsx';
import type { RecordPanelProps } from './record-panel.tsx';
import { isFiltered, isFlat, toRecordFilter } from './record-search.ts';
import type { OpenRecord } from './use-record.ts';

interface TopProps extends RecordPanelProps {
  record: OpenRecord;
  looked: VisibleRows;
  onGo: (index: number) => void;
}

export function RecordTop({ record, looked, ...panel }: Omit<TopProps, 'onGo'>) {
  const visible = useSyncExternalStore(looked.subscribe, looked.snapshot);
  const { store } = record;
  const { search } = panel;
  const topAt = store.itemAt(visible.first)?.occurredAt ?? null;
  return (
    <>
      <RecordHead
        outline={store.outline}
        topAt={topAt === null ? null : `${topAt.slice(0, 16)}:00.000Z`}
        isFiltered={isFiltered(search)}
        hasThreads={!isFlat(toRecordFilter(search))}
        places={panel.places}
        onJump={panel.onJump}
      />
      <PositionSync
        search={search}
        topAt={topAt}
        isAtTop={visible.first === 0}
        onSearch={panel.onSearch}
        onJump={panel.onJump}
      />
    </>
  );
}

export function RecordStrip({ record, looked, moments, onGo }: TopProps) {
  const visible = useSyncExternalStore(looked.subscribe, looked.snapshot);
  const { store, drawn } = record;
  if (!drawn || store.paging.total === 0) return null;
  return (
    <DensityStrip
      strip={drawn}
      visible={visible}
      moments={moments}
      topAt={store.itemAt(visible.first)?.occurredAt ?? null}
      onGo={onGo}
    />
  );
}
