import { QueryError } from './errors.ts';
import type { GoValue } from './go-format.ts';
import { parseQuoted } from './literals.ts';
import { TemplateError } from './template-functions.ts';

export { TemplateError } from './template-functions.ts';

/** A part of a parsed template. */
export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'action'; pipe: Pipe }
  | { kind: 'if' | 'with' | 'range'; pipe: Pipe; body: Part[]; otherwise: Part[] };

export interface Pipe {
  /** Variables that are set: `$x := …`, or two of a `range`. */
  sets: string[];
  commands: Operand[][];
}

export type Operand =
  | { kind: 'value'; value: GoValue }
  | { kind: 'function'; name: string }
  | { kind: 'variable'; name: string; path: string[] }
  | { kind: 'dot'; path: string[] }
  | { kind: 'pipe'; pipe: Pipe; path: string[] };

const action =
  /\{\{(-(?=\s))?\s*((?:\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\])*"|`[^`]*`|'(?:\\.|[^'\\])*'|[^}]|\}(?!\}))*?)\s*((?<=\s)-)?\}\}/g;

/** A template of an annotation or label: text with `{{ … }}`, as Go has it. */
export function parseTemplate(text: string): Part[] {
  const top: Part[] = [];
  const open: { part: Extract<Part, { otherwise: Part[] }>; into: Part[]; chained: number }[] = [];
  let into = top;
  let from = 0;
  let trims = false;
  for (const match of text.matchAll(action)) {
    const [all, trimsBefore, inner = '', trimsAfter] = match;
    const before = text.slice(from, match.index);
    pushText(into, trimText(before, trims, trimsBefore !== undefined));
    from = match.index + all.length;
    trims = trimsAfter !== undefined;
    if (inner.startsWith('/*')) continue;
    const [, word = '', rest = ''] = /^(\w*)\s*([\s\S]*)$/.exec(inner) ?? [];
    if (word === 'if' || word === 'with' || word === 'range') {
      const block: Extract<Part, { otherwise: Part[] }> = {
        kind: word,
        pipe: parsePipe(rest),
        body: [],
        otherwise: [],
      };
      into.push(block);
      open.push({ part: block, into, chained: 0 });
      into = block.body;
    } else if (word === 'else') {
      const block = open.at(-1);
      if (!block) throw new TemplateError('unexpected {{else}}');
      into = block.part.otherwise;
      const chain = /^if\s+([\s\S]*)$/.exec(rest);
      if (!chain) continue;
      const next: Extract<Part, { otherwise: Part[] }> = {
        kind: 'if',
        pipe: parsePipe(chain[1] ?? ''),
        body: [],
        otherwise: [],
      };
      into.push(next);
      block.part = next;
      into = next.body;
    } else if (word === 'end') {
      const block = open.pop();
      if (!block) throw new TemplateError('unexpected {{end}}');
      ({ into } = block);
    } else if (['define', 'template', 'block', 'break', 'continue'].includes(word)) {
      throw new QueryError('unsupported', `{{${word}}} in a template`);
    } else into.push({ kind: 'action', pipe: parsePipe(inner) });
  }
  if (open.length > 0) throw new TemplateError('unexpected EOF');
  const rest = text.slice(from);
  if (rest.includes('{{')) throw new TemplateError('unclosed action');
  pushText(into, trimText(rest, trims, false));
  return top;
}

function trimText(text: string, start: boolean, end: boolean): string {
  const begun = start ? text.trimStart() : text;
  return end ? begun.trimEnd() : begun;
}

function pushText(into: Part[], text: string): void {
  if (text !== '') into.push({ kind: 'text', text });
}

const token =
  /\s*(?:("(?:\\.|[^"\\])*"|`[^`]*`)|(-?(?:\d+\.?\d*(?:e[-+]?\d+)?|\.\d+))|(\$\w*)((?:\.\w+)*)|((?:\.\w+)+|\.)|([A-Za-z_]\w*)|(:=|=|[|(),]))/y;

function parsePipe(text: string): Pipe {
  const reader = new PipeReader(text);
  const pipe = reader.readPipe();
  reader.expectEnd();
  return pipe;
}

class PipeReader {
  readonly #tokens: RegExpExecArray[] = [];
  #at = 0;

  constructor(text: string) {
    token.lastIndex = 0;
    const trimmed = text.trimEnd();
    for (let at = 0; at < trimmed.length; at = token.lastIndex) {
      token.lastIndex = at;
      const match = token.exec(trimmed);
      if (!match)
        throw new TemplateError(`unexpected ${JSON.stringify(trimmed.slice(at, at + 10))}`);
      this.#tokens.push(match);
    }
  }

  get #sign(): string | undefined {
    return this.#tokens[this.#at]?.[7];
  }

  expectEnd(): void {
    if (this.#at < this.#tokens.length) throw new TemplateError('unexpected token in action');
  }

  readPipe(): Pipe {
    const sets = this.#readSets();
    const commands = [this.#readCommand()];
    while (this.#sign === '|') {
      this.#at += 1;
      commands.push(this.#readCommand());
    }
    return { sets, commands };
  }

  #readSets(): string[] {
    const names: string[] = [];
    let at = this.#at;
    while (this.#tokens[at]?.[3] !== undefined) {
      names.push(this.#tokens[at]?.[3] ?? '');
      const sign = this.#tokens[at + 1]?.[7];
      if (sign === ':=' || sign === '=') {
        this.#at = at + 2;
        return names;
      }
      if (sign !== ',') return [];
      at += 2;
    }
    return [];
  }

  #readCommand(): Operand[] {
    const operands: Operand[] = [];
    for (let operand = this.#readOperand(); operand; operand = this.#readOperand())
      operands.push(operand);
    if (operands.length === 0) throw new TemplateError('missing value for command');
    return operands;
  }

  #readOperand(): Operand | null {
    const match = this.#tokens[this.#at];
    if (!match) return null;
    const [, quoted, number, variable, path = '', dots, name, sign] = match;
    if (sign !== undefined && sign !== '(') return null;
    this.#at += 1;
    if (quoted !== undefined) return { kind: 'value', value: parseQuoted(quoted) };
    if (number !== undefined)
      return { kind: 'value', value: /^-?\d+$/.test(number) ? BigInt(number) : Number(number) };
    if (variable !== undefined) return { kind: 'variable', name: variable, path: toPath(path) };
    if (dots !== undefined) return { kind: 'dot', path: toPath(dots) };
    if (name === 'true' || name === 'false') return { kind: 'value', value: name === 'true' };
    if (name !== undefined) return { kind: 'function', name };
    const pipe = this.readPipe();
    if (this.#sign !== ')') throw new TemplateError('unclosed parenthesis');
    const field = this.#tokens[this.#at + 1];
    const hasPath = field?.[5] !== undefined && field[0].startsWith('.');
    this.#at += hasPath ? 2 : 1;
    return { kind: 'pipe', pipe, path: hasPath ? toPath(field[5] ?? '') : [] };
  }
}

function toPath(text: string): string[] {
  return text.split('.').filter((name) => name !== '');
}
