import { Suspense, useSyncExternalStore } from 'react';
import { lazyPart } from './lazy-part.ts';
import { toProblem } from '../api.ts';

const load = () => import('./toast-list.tsx');
const ToastList = lazyPart(load, 'ToastList');

interface Said {
  title: string;
  detail?: string;
  undo?: () => unknown;
  /** Another action, if there is nothing to undo. */
  action?: ToastAction;
  secondAction?: ToastAction;
}
export interface ToastAction {
  label: string;
  run: () => void;
}

let isNeeded = false;
const watchers = new Set<() => void>();
/**
 * A screen reader announces what appears in a region that it already knows: time for it to notice
 * the list.
 */
const noticeMs = 120;

async function list() {
  const wasNeeded = isNeeded;
  isNeeded = true;
  for (const watcher of watchers) watcher();
  const { manager, mounted } = await load();
  await mounted;
  if (!wasNeeded) await new Promise((resolve) => setTimeout(resolve, noticeMs));
  return manager;
}

export function showToast({ title, detail, undo, action, secondAction }: Said): void {
  const offered = undo
    ? { label: 'Undo', run: () => void Promise.resolve(undo()).catch(showProblem) }
    : action;
  void list().then((manager) => {
    const id: string = manager.add({
      title,
      ...(detail === undefined ? {} : { description: detail }),
      timeout: offered ? 10_000 : 5_000,
      ...(secondAction && {
        data: { ...secondAction, run: () => (manager.close(id), secondAction.run()) },
      }),
      ...(offered
        ? {
            actionProps: {
              children: offered.label,
              onClick: () => (manager.close(id), offered.run()),
            },
          }
        : {}),
    });
  });
}

/** For a failure without an open form. */
export function showProblem(error: unknown): void {
  const problem = toProblem(error);
  const issues = (problem.issues ?? []).map((issue) =>
    issue.at === '' ? issue.message : `${issue.at}: ${issue.message}`,
  );
  const description = [
    problem.detail,
    ...issues,
    problem.requestId ? `Request ${problem.requestId}` : '',
  ]
    .filter(Boolean)
    .join(' · ');
  void list().then((manager) =>
    manager.add({
      title: problem.title,
      description,
      type: 'problem',
      priority: 'high',
      timeout: 0,
    }),
  );
}

/** Shows an error if no open field can show it. */
export function reportFailure(doing: Promise<unknown>): void {
  void doing.catch(showProblem);
}

/** The list of toasts; renders nothing before the first one. */
export function Toasts() {
  const isShown = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => isNeeded,
  );
  return <Suspense>{isShown && <ToastList />}</Suspense>;
}
