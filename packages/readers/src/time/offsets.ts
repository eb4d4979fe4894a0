/** Minutes east of UTC of the zones of RFC 2822, and of four zones of Europe that have one meaning. */
export const commonOffsets: Partial<Record<string, number>> = {
  Z: 0,
  UT: 0,
  UTC: 0,
  GMT: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  CET: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
};

/** `+02:00`, `-0530` or `UTC+2` in minutes east of UTC; null where it is no offset. */
export function readOffset(written: string): number | null {
  const parts = /^(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d{2})?$/i.exec(written);
  if (parts === null) return null;
  const [hours, rest] = [Number(parts[2]), Number(parts[3] ?? 0)];
  const minutes = hours * 60 + rest;
  if (minutes > 18 * 60 || rest > 59) return null;
  return parts[1] === '-' ? 0 - minutes : minutes;
}
