import { describe, expect, it } from 'vitest';
import { decodeText } from './detect.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const english = Buffer.from(
  'Once we hit about hour four I made the call to do a rollback. '.repeat(40),
);

describe('decoding', () => {
  it('keeps UTF-8, and removes its byte order mark', () => {
    expect(decodeText(Buffer.from('搜索 → nothing'))).toEqual({
      text: '搜索 → nothing',
      encoding: null,
    });
    expect(decodeText(Buffer.from('\uFEFFplain'))).toEqual({ text: 'plain', encoding: null });
    expect(decodeText(new Uint8Array())).toEqual({ text: '', encoding: null });
  });

  it.each([
    ['gb18030', '我值班时收到告警，', 'ced2d6b5b0e0cab1cad5b5bdb8e6beafa3ac'],
    [
      'big5',
      '我值班時收到告警，然後回滾了。',
      'a7daadc8af5aaec9a6aca8eca769c4b5a141b54dabe1a65eba75a446a143',
    ],
    [
      'shift_jis',
      '午前2時に注文が減りました。',
      '8cdf914f328e9e82c9928d95b682aa8cb882e882dc82b582bd8142',
    ],
  ])('reads %s, also where most of the text is English', (encoding, text, hex) => {
    const own = decodeText(bytes(hex));
    expect(own).toEqual({ text, encoding });
    const among = decodeText(Buffer.concat([english, bytes(hex), english]));
    expect(among.encoding).toBe(encoding);
    expect(among.text).toContain(own.text);
  });

  it('treats accented letters as letters, also when adjacent', () => {
    for (const text of [
      'Les données créées étaient erronées',
      'RÉÉL, BLÉ',
      'Größe und Übung “so”',
      'Ünïcödé façade naïve coöperate déjà vu',
    ]) {
      const western = Uint8Array.from(
        text,
        (letter) => ({ '“': 0x93, '”': 0x94 })[letter] ?? letter.charCodeAt(0),
      );
      expect(decodeText(western)).toEqual({ text, encoding: 'windows-1252' });
    }
  });
});
