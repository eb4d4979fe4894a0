import type { EvidenceRevision } from '@debrief/contract';
import { numberText } from '@debrief/rules/numbers';

const mostShown = 200_000;

export function payloadText({
  payload,
  payloadEncoding,
}: Pick<EvidenceRevision, 'payload' | 'payloadEncoding'>): string {
  const text = payloadEncoding === 'base64' ? toHexDump(payload) : laidOut(payload);
  return text.length > mostShown
    ? `${text.slice(0, mostShown)}\n… ${numberText(text.length - mostShown)} more characters`
    : text;
}

function laidOut(payload: string): string {
  if (payload.length > 2_000_000 || !/^\s*[[{]/.test(payload)) return payload;
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}

function toHexDump(base64: string): string {
  const bytes = Uint8Array.from(atob(base64.slice(0, 65_536)), (character) =>
    character.charCodeAt(0),
  );
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.subarray(at, at + 16);
    const hex = [...row].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = [...row]
      .map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.'))
      .join('');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(47)}  ${text}`);
  }
  return lines.join('\n');
}
