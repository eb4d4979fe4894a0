import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { problemOf } from '../api.ts';
import { buttonClass } from './button.tsx';
import { cx } from './cx.ts';

const manager = Toast.createToastManager();

interface Said {
  title: string;
  detail?: string;
  /** Offered for ten seconds. */
  undo?: () => unknown;
  /** Something else to do about it, where there is nothing to undo. */
  action?: { label: string; run: () => void };
}

/** Says that something was done, with Undo where it can be undone. */
export function say({ title, detail, undo, action }: Said): void {
  const offered = undo ? { label: 'Undo', run: () => void Promise.resolve(undo()).catch(sayProblem) } : action;
  const id: string = manager.add({
    title,
    ...(detail === undefined ? {} : { description: detail }),
    timeout: offered ? 10_000 : 5_000,
    ...(offered ? { actionProps: { children: offered.label, onClick: () => (manager.close(id), offered.run()) } } : {}),
  });
}

/** For what failed where no form is open to show it. */
export function sayProblem(error: unknown): void {
  const problem = problemOf(error);
  const issues = (problem.issues ?? []).map((issue) => (issue.at === '' ? issue.message : `${issue.at}: ${issue.message}`));
  manager.add({
    title: problem.title,
    description: [problem.detail, ...issues, problem.requestId ? `Request ${problem.requestId}` : ''].filter(Boolean).join(' · '),
    type: 'problem',
    priority: 'high',
    timeout: 0,
  });
}

export function Toasts({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="no-print fixed right-3 bottom-3 z-50 flex w-96 max-w-[calc(100vw-1.5rem)] flex-col gap-2 outline-none sm:right-5 sm:bottom-5">
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function List() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      swipeDirection="right"
      className={cx(
        'rounded-lg border bg-sheet shadow-float transition-opacity data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0',
        toast.type === 'problem' ? 'border-danger' : 'border-line',
      )}
    >
      <Toast.Content className="flex items-center gap-2 py-2 pr-2 pl-3.5">
        <div className="min-w-0 flex-1">
          <Toast.Title className={cx('text-sm font-medium', toast.type === 'problem' && 'text-danger')} />
          <Toast.Description className="text-xs wrap-anywhere text-ink-soft" />
        </div>
        {toast.actionProps && <Toast.Action className={buttonClass('plain', true)} />}
        <Toast.Close aria-label="Dismiss" className={cx(buttonClass('quiet', true), 'aspect-square px-0!')}>
          <X size={14} aria-hidden="true" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
