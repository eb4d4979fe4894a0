export const readerZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
