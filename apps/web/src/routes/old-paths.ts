/** Paths of earlier versions and their paths now, so that bookmarks and shared links still work. */
const renamed: readonly [old: RegExp, path: string][] = [
  [/^\/incidents\/([^/]+)\/report\/proposals$/, '/incidents/$1/report/suggestions'],
  [/^\/practice\/stories\/([^/]+)\/tell$/, '/stories/$1/preview'],
  [/^\/practice\/stories\/([^/]+)$/, '/stories/$1'],
  [/^\/practice\/invited$/, '/stories/shared'],
  [/^\/practice(\/rehearse|\/coverage)?\/?$/, '/stories$1'],
  [/^\/incidents\/([^/]+)\/inquiry$/, '/incidents/$1/investigation'],
  [/^\/help\/?$/, '/help/start'],
  [/^\/incidents\/([^/]+)\/scope$/, '/incidents/$1/sources'],
];

/** Query parameters of earlier versions and their names now. */
const renamedParameters: Record<string, string> = { entry: 'finding', marker: 'type' };

/** Parameter values of earlier versions and their values now. */
const renamedValues: Record<string, string> = {
  'status=learning': 'in-review',
  'state=declined': 'wont-do',
};

/** The current URL for one of an earlier version, including query and hash; null for any other. */
export function findCurrentAddress(address: string): string | null {
  const url = new URL(address, 'http://localhost');
  const rule = renamed.find(([old]) => old.test(url.pathname));
  const path = rule ? url.pathname.replace(...rule) : url.pathname;
  const search = new URLSearchParams(
    [...url.searchParams].map(([name, value]) => [
      renamedParameters[name] ?? name,
      renamedValues[`${name}=${value}`] ?? value,
    ]),
  );
  if (path === url.pathname && search.toString() === url.searchParams.toString()) return null;
  const query = search.toString();
  return `${path}${query === '' ? '' : `?${query}`}${url.hash}`;
}
