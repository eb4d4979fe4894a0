import type { Import } from '@debrief/contract';
import { bytesText, numberText } from '@debrief/rules/numbers';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { useEffect, useEffectEvent, useRef } from 'react';
import { api } from '../../../api.ts';
import { queries, queryClient } from '../../../data/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { cx } from '../../../ui/cx.ts';
import { Alert } from '../../../ui/problem.tsx';
import { Time } from '../../../ui/time.tsx';
import { showProblem } from '../../../ui/toast.tsx';
import { ImportSummary } from './import-summary.tsx';
import { RunningImport } from './running-import.tsx';
import { formatWords } from './read-options.ts';
import { undoImports } from './undo-imports.ts';

const states: Record<
  Import['state'],
  { label: string; tone: 'plain' | 'accent' | 'good' | 'danger' | 'warn' }
> = {
  running: { label: 'running', tone: 'accent' },
  done: { label: 'done', tone: 'good' },
  cancelled: { label: 'cancelled', tone: 'plain' },
  failed: { label: 'failed', tone: 'danger' },
  interrupted: { label: 'interrupted', tone: 'warn' },
  undoing: { label: 'undoing', tone: 'accent' },
  undone: { label: 'undone', tone: 'plain' },
};

interface ImportRowProps {
  listed: Import;
  isOpen: boolean;
  onToggle: () => void;
  onEnded: () => void;
}

export function ImportRow({ listed, isOpen, onToggle, onEnded }: ImportRowProps) {
  const { data: now } = useQuery({
    ...queries.import(listed.id),
    initialData: listed,
    enabled: isUnderWay(listed),
    refetchInterval: (query) => (query.state.data && isUnderWay(query.state.data) ? 500 : false),
  });
  const one = isUnderWay(listed) ? now : listed;
  const isRunning = one.state === 'running';
  useWhenEnded(isUnderWay(one), onEnded);
  const cancel = useMutation({
    mutationFn: () => api.evidence.cancelImport({ id: one.id }),
    onError: showProblem,
    onSuccess: (saved) => queryClient.setQueryData(queries.import(one.id).queryKey, saved),
  });
  const state = states[one.state];
  return (
    <li className="border-b border-line">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
        <button
          type="button"
          onClick={onToggle}
          aria-expanded={isOpen}
          className="flex min-w-0 flex-1 basis-64 items-center gap-2 text-left"
        >
          <ChevronRight
            size={15}
            className={cx('shrink-0 text-ink-faint transition-transform', isOpen && 'rotate-90')}
          />
          <span className="min-w-0">
            <span className="block truncate font-medium">{one.name}</span>
            <span className="block text-xs text-ink-soft">
              {formatWords[one.format]} · {one.bytes > 0 && `${bytesText(one.bytes)} · `}
              <Time at={one.startedAt} /> by {one.startedBy.name}
            </span>
          </span>
        </button>
        <span className="ml-6 flex flex-wrap items-center gap-x-3 gap-y-1 sm:ml-0">
          {!isRunning && <Sum one={one} />}
          <Chip tone={state.tone}>{state.label}</Chip>
          {one.can.undo && (
            <Button small onClick={() => void undoImports([one], true)}>
              Undo import
            </Button>
          )}
        </span>
        {isRunning && one.can.cancel && (
          <Button small isBusy={cancel.isPending} onClick={() => cancel.mutate()}>
            Cancel
          </Button>
        )}
      </div>
      {isRunning && <RunningImport one={one} />}
      {one.problem && one.state === 'failed' && (
        <div className="mb-3 ml-6">
          <Alert title="This import failed">
            <p>{one.problem}</p>
          </Alert>
        </div>
      )}
      {isOpen && <ImportSummary one={one} />}
    </li>
  );
}

function isUnderWay({ state }: Import): boolean {
  return state === 'running' || state === 'undoing';
}

function Sum({ one }: { one: Import }) {
  return (
    <span className="tabular text-sm text-ink-soft">
      {numberText(one.read)} read = {numberText(one.imported)} imported +{' '}
      {numberText(one.duplicates)} duplicates +{' '}
      <span className={one.rejected > 0 ? 'font-medium text-danger' : ''}>
        {numberText(one.rejected)} rejected
      </span>
      {one.withheld > 0 && ` + ${numberText(one.withheld)} removed`}
    </span>
  );
}

function useWhenEnded(isRunning: boolean, onEnded: () => void): void {
  const ended = useEffectEvent(onEnded);
  const wasRunning = useRef(isRunning);
  useEffect(() => {
    if (wasRunning.current && !isRunning) ended();
    wasRunning.current = isRunning;
  }, [isRunning]);
}
