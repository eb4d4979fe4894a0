import { createHash } from 'node:crypto';
import type { CheckResult } from '@debrief/checks';
import { createSarifLog, toUri, type SarifLog } from './sarif-log.ts';

const levels = { halted: 'error', error: 'error', warned: 'warning', skipped: 'note' } as const;

/** Each check that did not pass, as a result at its place in the file of checks. */
export function resultsAsSarif(results: readonly CheckResult[]): SarifLog {
  const types = [...new Set(results.map(({ type }) => type))].toSorted();
  const rules = types.map((id) => ({
    id,
    shortDescription: { text: `Data check: ${id}` },
    defaultConfiguration: { level: 'error' as const },
  }));
  return createSarifLog(
    rules,
    results.flatMap((result) => {
      const { verdict, type, dataset, safeguard, check, place, text } = result;
      if (verdict === 'passed') return [];
      const key = `${toUri(place.file)}\n${safeguard}\n${check}`;
      const fingerprint = createHash('sha256').update(key).digest('hex').slice(0, 32);
      return [
        {
          ruleId: type,
          ruleIndex: types.indexOf(type),
          level: levels[verdict],
          message: { text: `${dataset}, ${check}: ${text}` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: toUri(place.file) },
                region: { startLine: place.line, startColumn: place.column },
              },
            },
          ],
          partialFingerprints: { 'check/v1': fingerprint },
          properties: { verdict, dataset, safeguard, check },
        },
      ];
    }),
  );
}

const elements = { halted: 'failure', error: 'error', skipped: 'skipped' } as const;

/** JUnit's XML, as GitLab and Jenkins read it: a suite for each safeguard. A warning passes. */
export function resultsAsJunit(results: readonly CheckResult[]): string {
  const suites = Map.groupBy(results, ({ place, safeguard }) => `${place.file}: ${safeguard}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${writeAttributes({ name: 'Debrief', ...countResults(results) })}>`,
    ...[...suites].flatMap(([name, own]) => [
      `  <testsuite${writeAttributes({ name, ...countResults(own) })}>`,
      ...own.flatMap(writeCase),
      '  </testsuite>',
    ]),
    '</testsuites>\n',
  ].join('\n');
}

function countResults(results: readonly CheckResult[]) {
  const count = (verdict: CheckResult['verdict']) =>
    results.filter((result) => result.verdict === verdict).length;
  const [failures, errors, skipped] = [count('halted'), count('error'), count('skipped')];
  return { tests: results.length, failures, errors, skipped };
}

function writeCase({ verdict, dataset, check, place, text, parts }: CheckResult): string[] {
  const { file, line } = place;
  const open = `    <testcase${writeAttributes({ classname: dataset, name: check, file, line })}>`;
  if (verdict === 'passed' || verdict === 'warned')
    return [open, `      <system-out>${escapeXml(text)}</system-out>`, '    </testcase>'];
  const details = parts.map((part) => `${part.name}: ${part.text}`).join('\n');
  const element = elements[verdict];
  return [
    open,
    `      <${element}${writeAttributes({ type: verdict, message: text })}>${escapeXml(details)}</${element}>`,
    '    </testcase>',
  ];
}

function writeAttributes(attributes: Record<string, string | number>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replaceAll('\n', '&#10;')}"`)
    .join('');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 has no control characters; texts of data can have them. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}')
    .replaceAll(/[&<>"]/g, (letter) => entities[letter] ?? letter);
}
