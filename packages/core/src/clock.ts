/** The only source of the present time: passed in, so that tests and replays can stand still. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
