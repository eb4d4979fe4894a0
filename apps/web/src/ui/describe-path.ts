/** The place of an issue that no field shows, in words: `settings.everyMinutes` is "Every minutes". */
export function describePath(at: string): string {
  const parts = at.split('.');
  const name = parts.findLast((part) => !/^\d+$/.test(part)) ?? at;
  const position = parts.findLast((part) => /^\d+$/.test(part));
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
  const title = `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
  return position === undefined ? title : `${title} ${Number(position) + 1}`;
}
