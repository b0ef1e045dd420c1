import { describe, expect, it } from 'vitest';
import { stablePdf } from '../../../main/host/stable-pdf.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const text = (pdf: Uint8Array): string => Buffer.from(pdf).toString('latin1');

describe('the ids of structure elements in a printed PDF', () => {
  it('do not depend on how many nodes the browser had made before', () => {
    const page = (first: string, second: string) =>
      bytes(`/ID (node${first})>> /Headers [(node${first}) (node${second})] /ID (node${second})`);
    expect(text(stablePdf(page('00000051', '00000052')))).toBe(
      '/ID (node00000001)>> /Headers [(node00000001) (node00000002)] /ID (node00000002)',
    );
    expect(stablePdf(page('00000047', '00000048'))).toEqual(stablePdf(page('00000051', '00000052')));
  });

  it('keep their order and their length; every other byte stays', () => {
    const pdf = bytes('\x00\xFF(node0000000a)(node00000009)(nodes)\x80');
    expect(text(stablePdf(pdf))).toBe('\x00\xFF(node00000002)(node00000001)(nodes)\x80');
  });
});
