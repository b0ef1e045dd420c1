import { array, assert, constantFrom, nat, property, string, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/windows-wfp-xml/format.ts';
import { readBytes } from '../parse-text.ts';
import { classifyDrop, ikeSa, ipsecDrop, ipsecSa, mainModeFailure, netEvent, netEvents, quickModeFailure, wfpState } from './wfp-xml.ts';

const files = [
  netEvents(
    netEvent('IKEEXT_MM_FAILURE', {}, mainModeFailure()),
    netEvent('IKEEXT_QM_FAILURE', {}, quickModeFailure()),
    netEvent('CLASSIFY_DROP', { protocol: 50 }, classifyDrop('MS_FWP_DIRECTION_IN')),
    netEvent('IPSEC_KERNEL_DROP', {}, ipsecDrop('0xc0360001')),
  ),
  wfpState(2, ikeSa + ipsecSa),
];
const scraps = [
  '<item>',
  '</item>',
  '<item/>',
  '<netEvent>',
  '<!--',
  ']]>',
  '<![CDATA[',
  '&#0;',
  '<ikeMmFailure>',
  '<ikeTraffic>',
  '<saBundle>',
  '"',
  '<',
  '>',
];

describe('windows-wfp-xml: hostile bytes end cleanly', () => {
  it('scraps of XML anywhere', () => {
    const change = tuple(nat(), constantFrom(...scraps));
    assert(
      property(constantFrom(...files), array(change, { minLength: 1, maxLength: 10 }), (file, changes) => {
        let text = file;
        for (const [at, scrap] of changes) text = text.slice(0, at % text.length) + scrap + text.slice((at % text.length) + (at % 7));
        const { records, rejected } = readBytes(format, Buffer.from(text));
        expect(records.length + rejected.length).toBeLessThanOrEqual(30);
      }),
      { numRuns: 400 },
    );
  });

  it('any text as a value', () => {
    assert(
      property(string({ maxLength: 60, unit: 'binary' }), (value) => {
        const odd = { failureErrorCode: value, failurePoint: value, localSubNet: value, saRole: value };
        readBytes(format, Buffer.from(netEvents(netEvent('IKEEXT_QM_FAILURE', { local: value, time: value }, quickModeFailure(odd)))));
      }),
      { numRuns: 300 },
    );
  });

  it('every cut', () => {
    for (const file of files) for (let end = 0; end < file.length; end += 5) readBytes(format, Buffer.from(file.slice(0, end)));
  });
});
