/** The time zone of this browser. */
export const readerZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
