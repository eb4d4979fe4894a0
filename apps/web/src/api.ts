import { ClientProblem, createClient } from '@debrief/client';
import {
  isProblem,
  type Activity,
  type Import,
  type Incident,
  type Problem,
  type ReadOptionsInput,
  type RouteInput,
  type Routes,
  type StoryForm,
} from '@debrief/contract';

/** The only way to the server. No other file of the web app calls fetch. */
export const api = createClient({ baseUrl: '' });

/** The URLs that the browser downloads files from; the session cookie authorizes them. */
export const address = {
  export: (
    incident: string,
    format: RouteInput<Routes['incident']['export']>['format'],
    knownAt: string | null,
  ) =>
    `/api/incidents/${encodeURIComponent(incident)}/export?format=${format}${knownAt === null ? '' : `&knownAt=${knownAt}`}`,
  story: ({
    id,
    format,
    for: whom,
    form,
  }: RouteInput<Routes['story']['export']> & { form: StoryForm }) =>
    `/api/stories/${encodeURIComponent(id)}/export?${new URLSearchParams({ format, for: whom, form }).toString()}`,
  rejections: (importId: string) => `/api/imports/${encodeURIComponent(importId)}/rejections.csv`,
};

const unreachable: Problem = {
  type: 'about:blank',
  code: 'unavailable',
  title: "Can't reach Debrief",
  status: 0,
  detail: 'Your changes are kept on this device. Check that the server is running, then try again.',
};

export function toProblem(error: unknown): Problem {
  if (error instanceof ClientProblem)
    return isFromBetween(error.problem) ? unreachable : error.problem;
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message))
    return unreachable;
  return {
    type: 'about:blank',
    code: 'unexpected',
    title: 'Something went wrong',
    status: 0,
    detail: error instanceof Error ? error.message : 'Reload the page and try again.',
  };
}

/** Whether a proxy answered because the server is down. */
function isFromBetween({ code, status, requestId }: Problem): boolean {
  return code === 'unexpected' && requestId === undefined && status >= 502 && status <= 504;
}

export type ReadAs = ReadOptionsInput;

/** Enough of a file for the server to recognize its format. */
const previewBytes = 256 * 1024;

export function previewFile(file: Blob, name: string, options: ReadAs, signal?: AbortSignal) {
  return api.evidence.preview(
    { ...options, name, size: file.size },
    { file: file.slice(0, previewBytes), ...(signal ? { signal } : {}) },
  );
}

export interface Upload<T> {
  done: Promise<T>;
  abort: () => void;
}
type OnSent = (sentBytes: number, totalBytes: number) => void;

export function uploadImport(
  file: Blob,
  query: { incident: string; name: string } & ReadAs,
  onSent: OnSent,
): Upload<Import> {
  return upload('/api/imports', { ...query }, file, onSent);
}
export function uploadBundle(file: Blob, onSent: OnSent): Upload<Incident> {
  return upload('/api/bundles', {}, file, onSent);
}

/** XMLHttpRequest, because fetch does not report upload progress. */
function upload<T>(
  path: string,
  query: Record<string, string | undefined>,
  file: Blob,
  onSent: OnSent,
): Upload<T> {
  const request = new XMLHttpRequest();
  const done = new Promise<T>((resolve, reject) => {
    const given = Object.entries(query).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, value]],
    );
    const search = new URLSearchParams(given).toString();
    request.open('POST', search === '' ? path : `${path}?${search}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept', 'application/json');
    request.upload.addEventListener('progress', (event) => onSent(event.loaded, event.total));
    request.addEventListener('load', () => {
      const body = readJson(request.responseText);
      if (request.status >= 200 && request.status < 300) return resolve(body as T);
      return reject(
        isProblem(body)
          ? new ClientProblem(body)
          : new Error(`The server answered ${request.status} without an explanation.`),
      );
    });
    request.addEventListener('error', () => reject(new ClientProblem(unreachable)));
    request.addEventListener('abort', () =>
      reject(new DOMException('Upload stopped', 'AbortError')),
    );
    request.send(file);
  });
  return { done, abort: () => request.abort() };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export type LiveState = 'connecting' | 'open' | 'lost';

const firstWaitMs = 1_000;
const longestWaitMs = 30_000;

/**
 * Live changes after the activity `after`, which the page read before anything else. The browser
 * reconnects after a failure and sends the last id that it saw, so nothing is missed. It gives up
 * when a proxy answers while Debrief restarts: then this opens a new stream and reports `lost` until
 * it is connected.
 */
export function openLive(
  after: string | null,
  onActivity: (activity: Activity) => void,
  onState: (state: LiveState) => void,
): () => void {
  let source: EventSource;
  let address = after === null ? '/api/live' : `/api/live?after=${after}`;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitMs = firstWaitMs;
  // A new stream does not know the last id, so changes are missing until `lost` is followed by
  // `open`.
  let hasGap = false;
  const take = (event: MessageEvent<unknown>) => {
    const activity = typeof event.data === 'string' ? readJson(event.data) : null;
    if (activity !== null) onActivity(activity as Activity);
  };
  const open = () => {
    source = new EventSource(address);
    source.addEventListener('message', take);
    source.addEventListener('activity', take);
    source.addEventListener('open', () => {
      waitMs = firstWaitMs;
      hasGap = false;
      address = '/api/live';
      onState('open');
    });
    source.addEventListener('error', () => {
      hasGap ||= source.readyState === EventSource.CLOSED;
      onState(hasGap ? 'lost' : 'connecting');
      if (source.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, waitMs);
      waitMs = Math.min(longestWaitMs, waitMs * 2);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
