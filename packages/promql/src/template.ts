import { goText, isList, isMap, type GoValue } from './go-format.ts';
import { parseTemplate, type Operand, type Part, type Pipe } from './parse-template.ts';
import { findFunction, isTrue, TemplateError, type RunQuery } from './template-functions.ts';

export interface TemplateData {
  labels: Readonly<Record<string, string>>;
  externalLabels: Readonly<Record<string, string>>;
  value: number;
}

/** Longer texts would fill the memory. */
const longest = 1_000_000;
const parsed = new Map<string, Part[]>();
const mostParsed = 10_000;

/**
 * Expands the template of an annotation or label of an alert. What Prometheus cannot expand gives its
 * error text. Errors: `unsupported` for functions that this package lacks.
 */
export function expandTemplate(text: string, data: TemplateData, query: RunQuery): string {
  if (!text.includes('{{')) return text;
  try {
    let parts = parsed.get(text);
    if (!parts) {
      parts = parseTemplate(text);
      if (parsed.size < mostParsed) parsed.set(text, parts);
    }
    return new Expansion(data, query).write(parts);
  } catch (error) {
    if (error instanceof TemplateError) return `<error expanding template: ${error.message}>`;
    throw error;
  }
}

class Expansion {
  readonly #query: RunQuery;
  #dot: GoValue;
  readonly #variables = new Map<string, GoValue>();
  #length = 0;

  constructor({ labels, externalLabels, value }: TemplateData, query: RunQuery) {
    this.#query = query;
    this.#dot = { Labels: labels, ExternalLabels: externalLabels, ExternalURL: '', Value: value };
    this.#variables
      .set('$', this.#dot)
      .set('$labels', labels)
      .set('$externalLabels', externalLabels)
      .set('$externalURL', '')
      .set('$value', value);
  }

  write(parts: readonly Part[]): string {
    let text = '';
    for (const part of parts) {
      text += this.#writePart(part);
      if (text.length + this.#length > longest) throw new TemplateError('the text is too long');
    }
    return text;
  }

  #writePart(part: Part): string {
    if (part.kind === 'text') return part.text;
    if (part.kind === 'action') {
      const value = this.#run(part.pipe);
      return part.pipe.sets.length > 0 ? '' : goText(value);
    }
    const value = this.#run(part.pipe);
    if (part.kind === 'range') return this.#writeRange(part, value);
    if (!isTrue(value)) return this.write(part.otherwise);
    return part.kind === 'with' ? this.#within(value, part.body) : this.write(part.body);
  }

  #within(dot: GoValue, body: readonly Part[]): string {
    const outer = this.#dot;
    this.#dot = dot;
    const text = this.write(body);
    this.#dot = outer;
    return text;
  }

  #writeRange(part: Extract<Part, { otherwise: Part[] }>, value: GoValue): string {
    const items: [GoValue, GoValue][] = isList(value)
      ? value.map((item, index) => [BigInt(index), item])
      : isMap(value)
        ? Object.keys(value)
            .toSorted()
            .map((name) => [name, value[name] ?? null])
        : [];
    if (items.length === 0) return this.write(part.otherwise);
    const { sets } = part.pipe;
    return items
      .map(([key, item]) => {
        if (sets.length > 0) this.#variables.set(sets.at(-1) ?? '', item);
        if (sets.length > 1) this.#variables.set(sets[0] ?? '', key);
        const text = this.#within(item, part.body);
        this.#length += text.length;
        return text;
      })
      .join('');
  }

  #run({ sets, commands }: Pipe): GoValue {
    let value: GoValue | undefined;
    for (const command of commands) value = this.#call(command, value);
    const result = value ?? null;
    if (sets.length === 1) this.#variables.set(sets[0] ?? '', result);
    return result;
  }

  #call([first, ...rest]: Operand[], last: GoValue | undefined): GoValue {
    if (!first) throw new TemplateError('missing value for command');
    if (first.kind !== 'function') {
      if (rest.length > 0 || last !== undefined)
        throw new TemplateError("can't give argument to non-function");
      return this.#value(first);
    }
    const args = rest.map((operand) => this.#value(operand));
    if (last !== undefined) args.push(last);
    return findFunction(first.name)(args, this.#query);
  }

  #value(operand: Operand): GoValue {
    switch (operand.kind) {
      case 'value':
        return operand.value;
      case 'function':
        return findFunction(operand.name)([], this.#query);
      case 'variable': {
        const value = this.#variables.get(operand.name);
        if (value === undefined) throw new TemplateError(`undefined variable "${operand.name}"`);
        return walk(value, operand.path);
      }
      case 'dot':
        return walk(this.#dot, operand.path);
      case 'pipe':
        return walk(this.#run(operand.pipe), operand.path);
    }
  }
}

/** A label that is not there is an empty text. */
function walk(value: GoValue, path: readonly string[]): GoValue {
  return path.reduce<GoValue>((at, name) => {
    if (!isMap(at)) throw new TemplateError(`can't evaluate field ${name}`);
    return Object.hasOwn(at, name) ? (at[name] ?? null) : '';
  }, value);
}
