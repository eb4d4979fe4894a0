import type { ChatPage } from '@debrief/readers';
import { RequestError } from '../../network/guarded-fetch.ts';

export type JsonObject = Record<string, unknown>;

/** What is stored of a chat at once, without its names. */
export type ChatPart = Pick<ChatPage, 'events' | 'history' | 'gone'>;

export const noPart: ChatPart = { events: [], history: [], gone: [] };

export function mergeParts(parts: readonly ChatPart[]): ChatPart {
  return {
    events: parts.flatMap(({ events }) => events),
    history: parts.flatMap(({ history }) => history),
    gone: parts.flatMap(({ gone }) => gone),
  };
}

/** Messages that are stored at once. */
export const pageMessages = 200;

/** Fewer parts in the same order, each with at most the messages of a page. */
export function packParts(parts: readonly ChatPart[]): ChatPart[] {
  const packs: ChatPart[][] = [];
  let room = 0;
  for (const part of parts) {
    const count = part.history.reduce((sum, { messages }) => sum + messages.length, 0);
    if (packs.length === 0 || count > room) {
      packs.push([]);
      room = pageMessages;
    }
    packs.at(-1)?.push(part);
    room -= count;
  }
  return packs.map(mergeParts);
}

/** An event of the socket. It is acknowledged once it is stored. */
export interface LiveEvent {
  value: JsonObject;
  acknowledge(): void;
}

/** A message that has to be asked for, because an event does not say how it is now. */
export interface AskedMessage {
  channel: string;
  key: string;
  event: JsonObject;
  /**
   * The event is the newest that is stored. It is not if history was read at the same time: a page
   * that was asked for before can be stored after it.
   */
  isNewest?: boolean;
}

export interface ChatSocket {
  close(): void;
}

/** A part of what is missing, or how long the tool asks to wait before the next one. */
export type GapStep<Mark> = { part: ChatPart; mark: Mark | null } | { waitMs: number };

/** A part to compare with what is stored, or how long to wait before the next one. */
export type CheckStep = { part: ChatPart } | { waitMs: number } | { pauseMs: number };

/** A chat tool with its tokens, for one session. */
export interface ChatTool<Mark> {
  /** Resolves when events arrive. Throws a `RequestError`. */
  connect(on: {
    event(event: LiveEvent): void;
    /** Events were missed. */
    gap(): void;
    /** With the reason why there is no use in connecting again. */
    end(problem?: RequestError): void;
  }): Promise<ChatSocket>;
  /**
   * What is missing after a mark (null: from the start), oldest first. A step without a mark is
   * only complete together with a later one. Returns the mark at the end.
   */
  readGap(mark: Mark | null): AsyncGenerator<GapStep<Mark>, Mark>;
  /**
   * What can have changed before the look-back of `readGap`, oldest first, at a pace that leaves
   * requests for what is new. Needed if the tool does not say what changed since a mark.
   */
  check?(mark: Mark): AsyncGenerator<CheckStep, void>;
  /** What to do with an event: store it, ask for its message, both or neither. */
  sortEvent(event: JsonObject): { isKept: boolean; asked: AskedMessage | null };
  /** How a message is now; null if its event already said so and is the newest. */
  ask(message: AskedMessage): Promise<ChatPart | null>;
  /** The mark once these events are stored, if nothing before them is missing. */
  advance(mark: Mark, events: readonly JsonObject[]): Mark;
  /** Whether names have to be asked for first. */
  lacksNames(part: ChatPart): boolean;
  /** A part with its names, as it is stored. */
  toBody(part: ChatPart): Promise<Uint8Array>;
}

/** Takes the steps of a request before its result, `pauseMs` after the one before. */
export async function* pace<T>(
  pauseMs: number,
  request: AsyncGenerator<{ waitMs: number }, T>,
): AsyncGenerator<CheckStep, T> {
  yield { pauseMs };
  return yield* request;
}

/** Asks again after a limit of requests: the one who takes the steps waits. */
export async function* askPatiently<T>(
  ask: () => Promise<T>,
): AsyncGenerator<{ waitMs: number }, T> {
  for (;;) {
    const waitMs = await ask().then(
      (value) => ({ value }),
      (error: unknown) => ({ waitMs: findWait(error) }),
    );
    if ('value' in waitMs) return waitMs.value;
    yield waitMs;
  }
}

/** How long a limited request has to wait; throws any other error. */
export function findWait(error: unknown): number {
  if (error instanceof RequestError && error.retryAfterMs !== undefined) return error.retryAfterMs;
  throw error;
}

/** What is read again before a mark: messages that were edited, deleted or reacted to. */
export const lookBackMs = 2 * 3_600_000;

/**
 * What is newer than this before the newest message is not compared with what is stored: the
 * history of a tool can be a little behind its socket.
 */
export const settleMs = 60_000;
