import { createHash } from 'node:crypto';
import type { Page } from '@debrief/core/inbound';
import { RequestError } from '../../network/guarded-fetch.ts';
import {
  findWait,
  mergeParts,
  noPart,
  type AskedMessage,
  type ChatPart,
  type ChatTool,
  type CheckStep,
  type GapStep,
  type LiveEvent,
} from './chat-tool.ts';

export interface ChatHost<Mark> {
  /** Where the last stored page ended. */
  mark: Mark | null;
  signal: AbortSignal;
  now(): Date;
  /** Resolves after a while, or earlier if the session ends. */
  wait(ms: number): Promise<void>;
  /** It listens now. */
  connected(): Promise<void>;
  /** False if this process can no longer store. */
  store(page: Page): Promise<boolean>;
}

const mostEvents = 200;
const mostAsked = 5;
/** So often a socket is opened again before the failure is shown. */
const mostAttempts = 5;
/** As a power of two: 32 seconds. */
const longestWait = 6;

/**
 * Listens until the signal aborts or the page of an event can't be stored. After each connect and
 * each gap, history is read from the mark; then what is older is compared, slowly. Events are stored
 * in between, and are acknowledged afterwards. Throws a `RequestError` if the tool can't be reached or refuses.
 */
export async function runChat<Mark>(tool: ChatTool<Mark>, host: ChatHost<Mark>): Promise<void> {
  const session = new ChatSession(tool, host);
  for (let attempts = 0; !host.signal.aborted;) {
    try {
      if ((await session.run()) === 'over') return;
      // A socket that ends before anything was read is not opened again at once.
      attempts = session.isBehind ? Math.min(attempts + 1, longestWait) : 0;
      if (attempts > 0) await host.wait(500 * 2 ** attempts);
    } catch (error) {
      if (!(error instanceof RequestError) || !isPassing(error)) throw error;
      if (session.hasConnected) attempts = 0;
      attempts += 1;
      if (attempts >= mostAttempts) throw error;
      await host.wait(Math.max(error.retryAfterMs ?? 0, 500 * 2 ** attempts));
    }
  }
}

/** Whether a failure can be over in a moment: no answer, an error of the server, a limit. */
const isPassing = ({ status }: RequestError): boolean =>
  status === null || status >= 500 || status === 429;

class ChatSession<Mark> {
  hasConnected = false;
  private readonly tool: ChatTool<Mark>;
  private readonly host: ChatHost<Mark>;
  private mark: Mark | null;
  private events: LiveEvent[] = [];
  private readonly asked = new Map<string, AskedMessage>();
  private gap: AsyncGenerator<GapStep<Mark>, Mark> | null = null;
  isBehind = true;
  /** Everything is read: there is nothing older to compare. */
  private isStart = true;
  private check: AsyncGenerator<CheckStep, void> | null = null;
  /** What was read and waits for names. */
  private pending: { part: ChatPart; mark: Mark | null; isCheck?: boolean } | null = null;
  private readonly waiting = new Map<string, LiveEvent[]>();
  private end: { problem?: RequestError | undefined } | null = null;
  private notBefore = 0;
  private checkNotBefore = 0;
  private isAsking = false;
  private count = 0;
  private connection = 0;
  private wake = () => {};

  constructor(tool: ChatTool<Mark>, host: ChatHost<Mark>) {
    this.tool = tool;
    this.host = host;
    this.mark = host.mark;
    host.signal.addEventListener('abort', () => this.wake());
  }

  /** From one connect to its end: `over` if there must not be another one. */
  async run(): Promise<'over' | 'ended'> {
    this.events = [];
    this.end = null;
    this.hasConnected = false;
    this.startGap();
    this.connection += 1;
    const { connection } = this;
    // A socket can still say something after the next one was opened.
    const ifCurrent =
      <Given extends unknown[]>(take: (...given: Given) => void) =>
      (...given: Given) => {
        if (this.connection !== connection) return;
        take(...given);
        this.wake();
      };
    const socket = await this.tool.connect({
      event: ifCurrent((event: LiveEvent) => void this.events.push(event)),
      gap: ifCurrent(() => this.startGap()),
      end: ifCurrent((problem?: RequestError) => void (this.end ??= { problem })),
    });
    this.hasConnected = true;
    try {
      await this.host.connected();
      while (!this.host.signal.aborted) {
        if ((await this.takeStep()) === 'over') return 'over';
        const end = this.findEnd();
        if (end === null) continue;
        if (end.problem) throw end.problem;
        if (this.events.length === 0 || this.isLimited()) return 'ended';
      }
      return 'over';
    } finally {
      this.connection += 1;
      socket.close();
      await this.endGap();
    }
  }

  private startGap(): void {
    this.isBehind = true;
    void this.endGap();
  }

  private async endGap(): Promise<void> {
    const { gap, check } = this;
    this.gap = null;
    this.check = null;
    this.pending = null;
    // What it returns is not a mark that was reached.
    await gap?.throw(new Error('ended')).catch(() => {});
    await check?.throw(new Error('ended')).catch(() => {});
  }

  /** Set by the socket while a step is taken. */
  private findEnd(): { problem?: RequestError | undefined } | null {
    return this.end;
  }

  private isLimited(): boolean {
    return this.host.now().getTime() < this.notBefore;
  }

  /** Whether a part of what is older can be asked for, or stored. */
  private canCheck(): boolean {
    return this.check !== null && this.host.now().getTime() >= this.checkNotBefore;
  }

  /**
   * Stores events, or asks for what is missing, then for single messages, then for what is older;
   * else waits.
   */
  private async takeStep(): Promise<'over' | 'more'> {
    const isLimited = this.isLimited();
    const { kept, asked } = this.sortEvents();
    const part = { ...noPart, events: kept.map(({ value }) => value) };
    const canStore = kept.length > 0 && !(isLimited && this.tool.lacksNames(part));
    const canAsk = (this.isBehind || this.asked.size > 0 || this.canCheck()) && !isLimited;
    // In turn: a flood of events must not stop reading.
    this.isAsking = canAsk && !(canStore && this.isAsking);
    if (this.isAsking) return this.readNext();
    if (canStore) return this.storeEvents(kept, part, asked);
    await this.waitForMore();
    return 'more';
  }

  /** The next events to store; those that are not are acknowledged. */
  private sortEvents(): { kept: LiveEvent[]; asked: AskedMessage[] } {
    const kept: LiveEvent[] = [];
    const asked: AskedMessage[] = [];
    const rest: LiveEvent[] = [];
    for (const event of this.events) {
      if (kept.length >= mostEvents) {
        rest.push(event);
        continue;
      }
      const sorted = this.tool.sortEvent(event.value);
      if (sorted.isKept) kept.push(event);
      if (sorted.asked !== null && sorted.isKept) asked.push(sorted.asked);
      else if (sorted.asked !== null) this.askFor(sorted.asked, event);
      else if (!sorted.isKept) event.acknowledge();
    }
    this.events = [...kept, ...rest];
    return { kept, asked };
  }

  /** The event is acknowledged when its message is stored. */
  private askFor(message: AskedMessage, event?: LiveEvent): void {
    const id = `${message.channel} ${message.key}`;
    this.asked.delete(id);
    this.asked.set(id, { ...message, isNewest: !this.isBehind && this.check === null });
    if (event) this.waiting.set(id, [...(this.waiting.get(id) ?? []), event]);
  }

  private async storeEvents(
    events: LiveEvent[],
    part: ChatPart,
    asked: AskedMessage[],
  ): Promise<'over' | 'more'> {
    try {
      const mark =
        this.isBehind || this.mark === null ? this.mark : this.tool.advance(this.mark, part.events);
      if (!(await this.store(part, mark))) return 'over';
    } catch (error) {
      this.delay(findWait(error));
      return 'more';
    }
    this.events.splice(0, events.length);
    for (const message of asked) this.askFor(message);
    for (const event of events) event.acknowledge();
    return 'more';
  }

  /** What was read is stored before its messages are asked for: it can be older. */
  private async readNext(): Promise<'over' | 'more'> {
    if (this.pending !== null) return this.storePending(this.pending);
    if (this.isBehind) return this.readOn();
    return this.asked.size > 0 ? this.askSome() : this.checkOn();
  }

  private async readOn(): Promise<'over' | 'more'> {
    if (this.gap === null) this.isStart = this.mark === null;
    this.gap ??= this.tool.readGap(this.mark);
    const { gap } = this;
    const step = await gap.next();
    // Another gap was found while this one was read.
    if (this.gap !== gap) return 'more';
    if (step.done === true) {
      if (!(await this.saveMark(step.value))) return 'over';
      this.isBehind = false;
      this.gap = null;
      this.check = this.isStart ? null : (this.tool.check?.(step.value) ?? null);
    } else if ('waitMs' in step.value) this.delay(step.value.waitMs);
    else this.pending = { part: step.value.part, mark: step.value.mark ?? this.mark };
    return 'more';
  }

  private async checkOn(): Promise<'over' | 'more'> {
    const { check } = this;
    const step = await check?.next();
    if (this.check !== check || step === undefined) return 'more';
    if (step.done === true) this.check = null;
    else if ('waitMs' in step.value) this.delay(step.value.waitMs);
    else if ('pauseMs' in step.value)
      this.checkNotBefore = this.host.now().getTime() + step.value.pauseMs;
    else this.pending = { part: step.value.part, mark: null, isCheck: true };
    return 'more';
  }

  private async storePending(pending: {
    part: ChatPart;
    mark: Mark | null;
    isCheck?: boolean;
  }): Promise<'over' | 'more'> {
    const { part, mark, isCheck } = pending;
    try {
      if (!(await this.store(part, mark ?? this.mark, isCheck))) return 'over';
    } catch (error) {
      this.delay(findWait(error));
      return 'more';
    }
    if (this.pending === pending) this.pending = null;
    return 'more';
  }

  /** Asks for a few messages: an event that arrives must not wait for long. */
  private async askSome(): Promise<'over' | 'more'> {
    const taken = [...this.asked].slice(0, mostAsked);
    const parts: ChatPart[] = [];
    const done: string[] = [];
    try {
      for (const [id, message] of taken) {
        const part = await this.tool.ask(message);
        if (part !== null) parts.push(part);
        done.push(id);
      }
    } catch (error) {
      this.delay(findWait(error));
    }
    try {
      if (parts.length > 0 && !(await this.store(mergeParts(parts), this.mark))) return 'over';
    } catch (error) {
      this.delay(findWait(error));
      return 'more';
    }
    for (const id of done) {
      this.asked.delete(id);
      for (const event of this.waiting.get(id) ?? []) event.acknowledge();
      this.waiting.delete(id);
    }
    return 'more';
  }

  private async store(part: ChatPart, mark: Mark | null, isCheck = false): Promise<boolean> {
    const body = await this.tool.toBody(part);
    this.count += 1;
    const hash = createHash('sha256').update(body).digest('hex');
    const key = `${this.host.now().toISOString()} ${this.count} ${hash}`;
    const isStored = await this.host.store({ body, key, watermark: mark, isCheck });
    if (isStored) this.mark = mark;
    return isStored;
  }

  /** The mark of a channel without messages is in no page. */
  private async saveMark(mark: Mark): Promise<boolean> {
    if (this.mark === mark) return true;
    this.mark = mark;
    const key = `${this.host.now().toISOString()} mark`;
    return this.host.store({ body: null, key, watermark: mark });
  }

  private delay(ms: number): void {
    this.notBefore = Math.max(this.notBefore, this.host.now().getTime() + ms);
  }

  private async waitForMore(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.wake = resolve;
    const isUrgent = this.events.length > 0 || this.isBehind || this.asked.size > 0;
    const hasWork = isUrgent || this.check !== null;
    const at = isUrgent ? this.notBefore : Math.max(this.notBefore, this.checkNotBefore);
    const ms = at - this.host.now().getTime();
    if (this.end === null && !this.host.signal.aborted)
      await (hasWork && ms > 0 ? Promise.race([promise, this.host.wait(ms)]) : promise);
    this.wake = () => {};
  }
}
