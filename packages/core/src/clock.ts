/** The only source of the current time, passed in so that tests and replays can stop it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
