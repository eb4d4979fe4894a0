import { expect, test } from 'vitest';
import { toSamplePayload } from './sample-payloads.ts';
import { inboundSources } from './sources.ts';

test.each(inboundSources.map(({ name }) => name))(
  'the sample of %s is read with the time that it says',
  (name) => {
    const at = new Date('2001-02-03T04:05:06Z');
    const body = Buffer.from(toSamplePayload(name, at));
    const source = inboundSources.find((one) => one.name === name);
    const reads = source?.parse(body, { key: 'e', name: 'Endpoint' }) ?? [];
    const records = reads.flatMap((read) => (read.type === 'record' ? [read.record] : []));
    expect(reads).toHaveLength(records.length);
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) {
      expect(record.occurredAt).toEqual(at);
      expect(record.text).toContain('Test of this endpoint');
    }
  },
);
