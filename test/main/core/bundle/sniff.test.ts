import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isPackagedDocument, sniffContainer } from '#core/bundle/sniff.ts';
import { tarOf, zipOf } from './archives.ts';

describe('sniffContainer', () => {
  it.each([
    ['a zip file', zipOf([{ name: 'a', data: 'a' }]), 'zip'],
    ['an empty zip file', zipOf([]), 'zip'],
    ['a zip file with the marker of a spanned one', Buffer.concat([Buffer.from('PK00'), zipOf([{ name: 'a' }])]), 'zip'],
    ['a tar file', tarOf([{ name: 'a', data: 'a' }]), 'tar'],
    ['a gzip file', gzipSync('a'), 'gz'],
    ['a tar file that is too short', tarOf([{ name: 'a' }]).subarray(0, 511), null],
    ['text about zip files', Buffer.from('PK is how zip files begin'), null],
    ['zeros', Buffer.alloc(1024), null],
    ['nothing', Buffer.alloc(0), null],
  ])('sees what %s is', (_name, bytes, kind) => {
    expect(sniffContainer(bytes.subarray(0, 512))).toBe(kind);
  });
});

describe('isPackagedDocument', () => {
  it.each(['report.docx', 'a/Plan.XLSX', 'slides.pptx', 'tool.jar', 'old.ttcase'])('keeps %s one file', (path) => {
    expect(isPackagedDocument(path)).toBe(true);
  });
  it.each(['bundle.zip', 'docx', 'logs.docx.zip', 'events.txt'])('opens %s by its content', (path) => {
    expect(isPackagedDocument(path)).toBe(false);
  });
});
