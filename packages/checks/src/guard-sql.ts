/** Words that change data, or start something other than a question. */
const writes = new Set(
  'insert update delete merge drop alter create truncate copy attach detach into grant revoke vacuum pragma install lock'.split(
    ' ',
  ),
);

const tokens = {
  standard:
    /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|--[^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|[A-Za-z_]\w*|['"`]|\/\*|[\s\S]/g,
  /**
   * In MySQL, a backslash quotes, `#` starts a comment, `--` without a space after it does not, and a
   * comment with `!`, `M!` or `+` is code.
   */
  mysql:
    /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`(?:[^`]|``)*`|--(?=\s|$)[^\n]*|#[^\n]*|\/\*(?![!+M])[\s\S]*?\*\/|[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*|['"`]|\/\*|[\s\S]/g,
};

/**
 * Why a piece of SQL that a user writes cannot be put into our query, or null. `query`: it must be
 * one SELECT; else it must be a condition or an expression. The database also refuses writes: this
 * says so before anything runs, and prevents that a stray parenthesis changes what is counted.
 * MySQL does not refuse files that it writes itself (`into outfile`), so it is read by its own rules.
 */
export function findSqlProblem(
  sql: string,
  kind: 'query' | 'expression',
  dialect: keyof typeof tokens = 'standard',
): string | null {
  if (sql.length > 20_000) return 'This is longer than 20,000 characters.';
  let depth = 0;
  let first = '';
  for (const [text] of sql.matchAll(tokens[dialect])) {
    if (/^\s$|^--|^\/\*.|^#./.test(text)) continue;
    first ||= text.toLowerCase();
    if (text === ';') return 'Write one statement, without a semicolon.';
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    if (depth < 0) return 'A parenthesis is closed that was not opened.';
    if (/^['"`]$|^\/\*$/.test(text))
      return 'A quote or comment is not closed, or a comment has code for MySQL.';
    if (writes.has(text.toLowerCase()))
      return `Checks only read: ${text} is refused. Put quotes around it if it is a column.`;
  }
  if (depth > 0) return 'A parenthesis is not closed.';
  if (first === '') return 'This is empty.';
  if (kind === 'query' && !['select', 'with', 'values', 'from', '('].includes(first))
    return 'Start with SELECT or WITH: checks only read.';
  return kind === 'expression' && first === 'select' ? 'Write a condition, not a query.' : null;
}
