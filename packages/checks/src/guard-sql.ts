/** Words that change data, or start something other than a question. */
const writes = new Set(
  'insert update delete merge drop alter create truncate copy attach detach into grant revoke vacuum pragma install'.split(
    ' ',
  ),
);

const token =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|--[^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|[A-Za-z_]\w*|['"`]|\/\*|[\s\S]/g;

/**
 * Why a piece of SQL that a user writes cannot be put into our query, or null. `query`: it must be
 * one SELECT; else it must be a condition or an expression. The database also refuses writes: this
 * says so before anything runs, and prevents that a stray parenthesis changes what is counted.
 */
export function findSqlProblem(sql: string, kind: 'query' | 'expression'): string | null {
  if (sql.length > 20_000) return 'This is longer than 20,000 characters.';
  let depth = 0;
  let first = '';
  for (const [text] of sql.matchAll(token)) {
    if (/^\s$|^--|^\/\*./.test(text)) continue;
    first ||= text.toLowerCase();
    if (text === ';') return 'Write one statement, without a semicolon.';
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    if (depth < 0) return 'A parenthesis is closed that was not opened.';
    if (/^['"`]$|^\/\*$/.test(text)) return 'A quote or comment is not closed.';
    if (writes.has(text.toLowerCase()))
      return `Checks only read: ${text} is refused. Put quotes around it if it is a column.`;
  }
  if (depth > 0) return 'A parenthesis is not closed.';
  if (first === '') return 'This is empty.';
  if (kind === 'query' && !['select', 'with', 'values', 'from', '('].includes(first))
    return 'Start with SELECT or WITH: checks only read.';
  return kind === 'expression' && first === 'select' ? 'Write a condition, not a query.' : null;
}
