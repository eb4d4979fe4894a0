import { setTimeout as pause } from 'node:timers/promises';
import type { Deps } from '../../deps.ts';
import { closing } from './socket.ts';
import { Refusal, type Visitor } from './visitor.ts';

/**
 * Signing out writes no activity: permissions are checked again this often, and after any event
 * that could remove them.
 */
const recheckMs = 3_000;
const leastPauseMs = 250;

export interface ReportConnection {
  incidentId: string;
  socketId: string;
  canWrite: boolean;
  /** Checks again who this is. Errors: `Refusal`. */
  again(): Promise<Visitor>;
  end(how: { code: number; reason: string }): void;
}

/**
 * All connections to reports in this process; a person who lost access is disconnected within
 * seconds.
 */
export class ReportConnections {
  readonly #deps: Deps;
  readonly #taken = new Map<string, ReportConnection>();
  readonly #ending = new AbortController();

  constructor(deps: Deps) {
    this.#deps = deps;
    void this.#watch();
  }

  take(seat: ReportConnection): void {
    this.#taken.set(`${seat.incidentId} ${seat.socketId}`, seat);
  }

  leave(incidentId: string, socketId: string): void {
    this.#taken.delete(`${incidentId} ${socketId}`);
  }

  of(incidentId: string): ReportConnection[] {
    return [...this.#taken.values()].filter((seat) => seat.incidentId === incidentId);
  }

  end(): void {
    this.#ending.abort();
  }

  async #watch(): Promise<void> {
    const { live } = this.#deps;
    while (!this.#ending.signal.aborted && !live.ended.aborted) {
      const woken = live.wait(recheckMs, this.#ending.signal);
      for (const seat of this.#taken.values()) await this.#recheck(seat);
      await Promise.all([
        woken,
        pause(leastPauseMs, null, { signal: this.#ending.signal }).catch(() => {}),
      ]);
    }
  }

  async #recheck(seat: ReportConnection): Promise<void> {
    try {
      const { canWrite } = await seat.again();
      if (canWrite !== seat.canWrite) seat.end(closing.again);
    } catch (error) {
      if (error instanceof Refusal && error.reason !== 'unavailable') seat.end(closing.outside);
    }
  }
}
