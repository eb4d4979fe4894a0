import { difficulties, rounds, type Difficulty, type Question, type Round } from './question.ts';

export interface BankError {
  line: number;
  words: string;
}

/** The questions that were read, and every error; a bank with errors keeps its valid questions. */
export interface ReadBank {
  questions: Question[];
  errors: BankError[];
}

type Fields = Record<string, unknown>;

const known = new Set([
  'id',
  'text',
  'question',
  'competency',
  'competencies',
  'difficulty',
  'role',
  'roles',
  'round',
]);

/** The text of a field; empty for a list or an object. */
function words(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value).trim()
    : '';
}

function toList(value: unknown): string[] {
  const all = Array.isArray(value)
    ? value.map(words)
    : typeof value === 'string'
      ? value.split(/[,;|]/)
      : [];
  return all.map((one) => one.trim()).filter(Boolean);
}

function readChoice<T extends string>(
  fields: Fields,
  name: string,
  allowed: readonly T[],
  otherwise: T,
  fail: (what: string) => void,
): T {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return otherwise;
  const found = allowed.find((one) => one === words(value).toLowerCase());
  if (!found) fail(`${name} is “${words(value)}”; it can be ${allowed.join(', ')}.`);
  return found ?? otherwise;
}

function readQuestion(
  fields: Fields,
  line: number,
  errors: BankError[],
  ids: Set<string>,
): Question | null {
  const before = errors.length;
  const fail = (what: string) => void errors.push({ line, words: what });
  const text = words(fields['text'] ?? fields['question']);
  const competencies = toList(fields['competencies'] ?? fields['competency']);
  if (!text) fail('A question needs a text: write it under “text”.');
  if (competencies.length === 0)
    fail('A question needs at least one competency: write its id under “competency”.');
  for (const name of Object.keys(fields))
    if (!known.has(name))
      fail(`“${name}” is not a field of a question; these are: ${[...known].join(', ')}.`);
  const difficulty: Difficulty = readChoice(fields, 'difficulty', difficulties, 'medium', fail);
  const round: Round = readChoice(fields, 'round', rounds, 'panel', fail);
  const roles = toList(fields['roles'] ?? fields['role']);
  const id = words(fields['id']) || `own-${line}`;
  if (ids.has(id)) fail(`The id “${id}” is taken by a question above; give this one another.`);
  ids.add(id);
  return errors.length > before
    ? null
    : { id, text, competencies, difficulty, round, roles: roles.length > 0 ? roles : ['any'] };
}

async function readYaml(text: string): Promise<ReadBank> {
  const { LineCounter, isMap, isNode, isSeq, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const errors: BankError[] = document.errors.map((error) => ({
    line: error.linePos?.[0].line ?? 1,
    words: `This is no YAML: ${error.message.split('\n')[0] ?? ''}`,
  }));
  if (errors.length > 0) return { questions: [], errors };
  const top = document.contents;
  const list = isMap(top) ? top.get('questions', true) : top;
  if (!isSeq(list))
    return {
      questions: [],
      errors: [{ line: 1, words: 'A bank is a list of questions, or has one under “questions”.' }],
    };
  const ids = new Set<string>();
  const questions = list.items.flatMap((item) => {
    const line = isNode(item) && item.range ? lines.linePos(item.range[0]).line : 1;
    if (isMap(item)) return readQuestion(item.toJSON() as Fields, line, errors, ids) ?? [];
    errors.push({ line, words: 'Each question is a set of fields, starting with “text”.' });
    return [];
  });
  return { questions, errors };
}

/** CSV rows (RFC 4180), each with its first line; null if a quote is never closed. */
function parseCsv(text: string): { line: number; cells: string[] }[] | { line: number } {
  const rows: { line: number; cells: string[] }[] = [];
  const separator =
    (text.split('\n', 1)[0] ?? '').includes(';') && !(text.split('\n', 1)[0] ?? '').includes(',')
      ? ';'
      : ',';
  let [cell, isQuoted, line, opened] = ['', false, 1, 1];
  let cells: string[] = [];
  const endRow = () => {
    cells.push(cell.trim());
    if (cells.some(Boolean)) rows.push({ line: opened, cells });
    [cell, cells] = ['', []];
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\n') line += 1;
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"' && !cell.trim()) [cell, isQuoted] = ['', true];
    else if (character === separator) {
      cells.push(cell.trim());
      cell = '';
    } else if (character === '\n') {
      endRow();
      opened = line;
    } else if (character !== '\r') cell += character;
  }
  if (isQuoted) return { line: opened };
  endRow();
  return rows;
}

function readCsv(text: string): ReadBank {
  const rows = parseCsv(text.replace(/^\uFEFF/, ''));
  if (!Array.isArray(rows))
    return {
      questions: [],
      errors: [
        { line: rows.line, words: 'A quotation mark is opened on this row and never closed.' },
      ],
    };
  const [head, ...body] = rows;
  const names = head?.cells.map((name) => name.toLowerCase()) ?? [];
  const errors: BankError[] = [];
  if (!names.includes('text') && !names.includes('question')) {
    return {
      questions: [],
      errors: [
        {
          line: 1,
          words:
            'The first row names the columns, and one of them is “text”: text, competency, difficulty, role, round.',
        },
      ],
    };
  }
  const ids = new Set<string>();
  const questions = body.flatMap(({ line, cells }) => {
    if (cells.length > names.length) {
      errors.push({
        line,
        words: `This row has ${cells.length} cells and the first has ${names.length}: put text that contains a comma in quotation marks.`,
      });
      return [];
    }
    return (
      readQuestion(
        Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])),
        line,
        errors,
        ids,
      ) ?? []
    );
  });
  return { questions, errors };
}

/**
 * Reads a bank of questions supplied by a user. Every error is returned with its line; valid
 * questions are read.
 */
export async function readBank(text: string, format: 'yaml' | 'csv'): Promise<ReadBank> {
  const read = format === 'yaml' ? await readYaml(text) : readCsv(text);
  if (read.questions.length === 0 && read.errors.length === 0)
    read.errors.push({ line: 1, words: 'There is no question in it.' });
  return read;
}
