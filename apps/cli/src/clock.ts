/** The time of this machine. Everything else takes it as a parameter. */
export const readClock = (): Date => new Date();
