import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import manifest from '../../package.json' with { type: 'json' };

type Level = 'error' | 'warning' | 'note';

/** SARIF 2.1.0 (OASIS Standard, March 2020), as code scanning reads it. */
export interface SarifLog<Result extends SarifResult = SarifResult> {
  $schema: string;
  version: '2.1.0';
  runs: {
    tool: { driver: { name: string; semanticVersion: string; rules: SarifRule[] } };
    columnKind: 'utf16CodeUnits';
    results: Result[];
  }[];
}

export interface SarifRule {
  id: string;
  shortDescription: { text: string };
  defaultConfiguration: { level: Level };
}

export interface SarifResult {
  ruleId: string;
  ruleIndex: number;
  level: Level;
  message: { text: string };
  locations: {
    physicalLocation: {
      artifactLocation: { uri: string };
      region?: {
        startLine: number;
        startColumn: number;
        endLine?: number;
        endColumn?: number;
        snippet?: { text: string };
      };
    };
  }[];
  /** What keeps a result the same one when lines above it change. */
  partialFingerprints: Record<string, string>;
  properties: object;
}

export function createSarifLog<Result extends SarifResult>(
  rules: SarifRule[],
  results: Result[],
): SarifLog<Result> {
  return {
    $schema:
      'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Debrief', semanticVersion: manifest.version, rules } },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
}

/** A relative path as a URI reference. */
export function toUri(path: string): string {
  return isAbsolute(path)
    ? pathToFileURL(path).href
    : path.split(/[\\/]/).map(encodeURIComponent).join('/');
}
