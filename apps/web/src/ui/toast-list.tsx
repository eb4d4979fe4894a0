import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { buttonClass } from './button.tsx';
import { cx } from './cx.ts';
import type { ToastAction } from './toast.tsx';

export const manager = Toast.createToastManager<ToastAction>();

const mount = Promise.withResolvers<void>();
/** A toast shown before the list is mounted would be lost. */
export const mounted = mount.promise;

export function ToastList() {
  useEffect(() => mount.resolve(), []);
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      <Toast.Portal>
        {/* On a phone: above the navigation and the bar of selected items, but above a dialog at the top, whose buttons are below. */}
        <Toast.Viewport className="no-print pointer-events-none fixed right-3 bottom-18 z-50 flex w-96 max-w-[calc(100vw-1.5rem)] flex-col gap-2 outline-none max-sm:[body:has(.bottom-bar)_&]:bottom-53 max-sm:[body:has(.modal-backdrop)_&]:top-3 max-sm:[body:has(.modal-backdrop)_&]:bottom-auto sm:right-auto sm:bottom-5 sm:left-22 sm:[body:has(.bottom-bar)_&]:bottom-24 sm:[body:has(.modal-backdrop)_&]:right-5 sm:[body:has(.modal-backdrop)_&]:left-auto">
          <All />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function All() {
  const { toasts } = Toast.useToastManager<ToastAction>();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      swipeDirection="right"
      className={cx(
        'pointer-events-auto rounded-lg border bg-sheet shadow-float transition-opacity data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0',
        // A phone has room for the newest, and for what went wrong.
        toast.type === 'problem' ? 'border-danger' : 'border-line max-sm:not-first:hidden',
      )}
    >
      <Toast.Content className="flex flex-wrap items-center justify-end gap-x-2 gap-y-1 py-2 pr-2 pl-3.5">
        <div className="min-w-44 flex-1">
          <Toast.Title
            className={cx('text-sm font-medium', toast.type === 'problem' && 'text-danger')}
          />
          <Toast.Description className="text-xs wrap-anywhere text-ink-soft" />
        </div>
        {toast.actionProps && <Toast.Action className={buttonClass('plain', true)} />}
        {toast.data && (
          <button type="button" onClick={toast.data.run} className={buttonClass('quiet', true)}>
            {toast.data.label}
          </button>
        )}
        {/* Toasts are never collapsed, so that everyone can reach them while they can have the focus. */}
        <Toast.Close
          aria-label="Dismiss"
          aria-hidden={false}
          className={cx(buttonClass('quiet', true), 'aspect-square px-0!')}
        >
          <X size={14} />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
